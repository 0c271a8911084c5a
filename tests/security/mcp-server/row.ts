import type { Observed } from '../runner/row.ts';
import type { McpTarget } from './target.ts';

/** A row that is attacked at the running server. */
export interface McpAttack {
  readonly id: string;
  readonly attack: string;
  /** in words, with the number of requests to the issuer */
  readonly expected: string;
  run(on: McpTarget): Promise<Observed>;
}

/** A row about something that this server has not, or that is somebody else's. */
export interface McpIdle {
  readonly id: string;
  readonly attack: string;
  /** one sentence */
  readonly notApplicable: string;
}

export type McpRow = McpAttack | McpIdle;
