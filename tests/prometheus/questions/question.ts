import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the repository. */
export const ROOT = join(import.meta.dirname, '../../..');

/** What is asked of Prometheus somewhere in the repository. */
export interface Question {
  /** for whoever reads that it failed */
  readonly where: string;
  /** PromQL, without variables of a dashboard */
  readonly query: string;
  /** labels that the answer is worded by */
  readonly labels: readonly string[];
}

/** A file of the repository. */
export function read(...path: string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}
