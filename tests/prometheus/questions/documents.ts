import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Question, read, ROOT } from './question.ts';

const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.md'),
);

/** The queries in the documentation: blocks of `promql`, and what is set as code in a sentence or table. */
export const documentQuestions: readonly Question[] = pages.flatMap((page) =>
  read('docs', page)
    .split(/^(?=#+ )/m)
    .flatMap((section) => {
      const heading = section.split('\n')[0] ?? '';
      return [...blocksOf(section), ...spansOf(section)].map((query) => ({
        where: `docs/${page} ${heading}`,
        query,
        labels: [],
      }));
    }),
);

function blocksOf(section: string): string[] {
  return [...section.matchAll(/^```promql\n([\s\S]*?)^```/gm)].map(([, query = '']) => query);
}

/** Names of metrics are set as code, too, and are no queries; nor is one that is cut short. */
function spansOf(section: string): string[] {
  const prose = section.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/`([^`\n]*gatehouse_[^`\n]*)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => /[({]/.test(code) && !code.includes('…'));
}
