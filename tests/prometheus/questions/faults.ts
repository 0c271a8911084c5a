/**
 * What is wrong with a question, by what a Prometheus knows that has seen everything happen.
 *
 * An answer without series may be the truth, or a word that is misspelt. So each part is asked for by itself:
 * every series that is selected, every value that a label is compared with, every label that is grouped by.
 */
import {
  groupingLabelsOf,
  type Matcher,
  type Selector,
  selectorsOf,
  unfiltered,
} from '../promql/query.ts';
import type { Prometheus } from '../server/prometheus.ts';
import type { Question } from './question.ts';

/** One sentence for each fault. Empty: it is answered, and every word of it means something. */
export async function faultsOf(prometheus: Prometheus, question: Question): Promise<string[]> {
  try {
    const selectors = selectorsOf(question.query);
    return [
      ...(await strangers(prometheus, selectors)),
      ...(await unknownGroups(prometheus, question.query, selectors)),
      ...(await answer(prometheus, question)),
    ];
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
  }
}

/** Metrics and values that nothing has. */
async function strangers(
  prometheus: Prometheus,
  selectors: readonly Selector[],
): Promise<string[]> {
  const asked = selectors.flatMap(({ metric, matchers }) => [
    metric,
    ...matchers.flatMap((matcher) => valuesOf(matcher).map((value) => `${metric}{${value}}`)),
  ]);
  const faults: string[] = [];
  for (const selector of new Set(asked)) {
    if ((await prometheus.query(`count(${selector})`)).length === 0) {
      faults.push(`nothing is ${selector}`);
    }
  }
  return faults;
}

/** What has to be there for a comparison to mean something: each of the words of `a|b` by itself. */
function valuesOf({ label, operator, value }: Matcher): string[] {
  if (!operator.endsWith('~')) return [`${label}="${value}"`];
  const words = /^[\w|-]+$/.test(value) ? value.split('|') : [value];
  return words.map((word) => `${label}=~"${word}"`);
}

async function unknownGroups(
  prometheus: Prometheus,
  query: string,
  selectors: readonly Selector[],
): Promise<string[]> {
  const metrics = selectors.map(({ metric }) => metric).join('|');
  const faults: string[] = [];
  for (const label of groupingLabelsOf(query)) {
    const found = await prometheus.query(`count({__name__=~"${metrics}",${label}!=""})`);
    if (found.length === 0) faults.push(`no series has a label ${label}`);
  }
  return faults;
}

async function answer(prometheus: Prometheus, { query, labels }: Question): Promise<string[]> {
  const series = await prometheus.query(unfiltered(query));
  if (series.every(({ value }) => Number.isNaN(value))) return ['it is answered with nothing'];
  return labels
    .filter((label) => series.some((one) => one.labels[label] === undefined))
    .map((label) => `the answer has no label ${label}`);
}
