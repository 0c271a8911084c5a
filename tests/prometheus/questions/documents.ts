import { type Question, read } from './question.ts';

const PAGE = 'docs/operations/monitoring.md';

/** The queries that the page on monitoring shows, each a block of `promql` under its heading. */
export const documentQuestions: readonly Question[] = read(PAGE)
  .split(/^(?=#+ )/m)
  .flatMap((section) => {
    const heading = section.split('\n')[0] ?? '';
    const blocks = [...section.matchAll(/^ *```promql\n([\s\S]*?)^ *```/gm)];
    return blocks.map(([, query = ''], index) => ({
      where: `${PAGE} ${heading} (${index + 1})`,
      query,
      labels: [],
    }));
  });
