import { type Question, read } from './question.ts';

const FILE = 'deploy/grafana/gatehouse.json';

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly type: string;
      readonly query: string;
    }[];
  };
}

const dashboard = JSON.parse(read(FILE)) as Dashboard;

/** What the panels show, and the labels that their legends name. */
export const dashboardQuestions: readonly Question[] = dashboard.panels.flatMap(
  ({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat = '' }) => ({
      where: `dashboard, ${title}`,
      query: withoutVariables(expr),
      labels: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
    })),
);

/** What the choices on top of it are filled from: `label_values(selector, label)`. */
export const dashboardVariables = dashboard.templating.list
  .filter(({ type }) => type === 'query')
  .map(({ name, query }) => {
    const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query) ?? [];
    return { name, selector: withoutVariables(selector), label };
  });

/** As Grafana would ask with everything chosen. */
function withoutVariables(query: string): string {
  return query.replaceAll('$__rate_interval', '1m').replaceAll(/"\$\w+"/g, '".*"');
}
