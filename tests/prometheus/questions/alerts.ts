import { parse } from 'yaml';
import { type Question, read } from './question.ts';

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Alert[] }[];
}

export const ruleFile = parse(read('deploy/prometheus/alerts.yml')) as RuleFile;

export const alerts: readonly Alert[] = ruleFile.groups.flatMap(({ rules }) => rules);

/** What the alerts look at, and the labels that their words need. */
export const alertQuestions: readonly Question[] = alerts.map(({ alert, expr, annotations }) => ({
  where: `alert ${alert}`,
  query: expr,
  labels: labelsIn(Object.values(annotations).join(' ')),
}));

function labelsIn(template: string): string[] {
  return [...template.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
}
