import { vi } from 'vitest';
import type { Page } from './page.ts';

/** The reference that a page shows in its field; undefined where it has none. */
export function referenceOn({ html }: Pick<Page, 'html'>): string | undefined {
  return /<input\b[^>]*\bid="reference"[^>]*\bvalue="([^"]*)"/.exec(html)?.[1];
}

/** A line of a log, as far as it is JSON. */
export type LogLine = Readonly<Record<string, unknown>>;

/** The lines of what a process has printed. */
export function linesOf(output: string): LogLine[] {
  return output.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as LogLine];
    } catch {
      return [];
    }
  });
}

/** The one line that a reference leads to, once it was printed. @throws where there is none, or several */
export function lineOf(reference: string, output: () => string): Promise<LogLine> {
  return vi.waitFor(() => {
    const found = linesOf(output()).filter((line) => line.reference === reference);
    if (found.length !== 1) throw new Error(`${found.length} lines have ${reference}`);
    return found[0]!;
  });
}
