import type { ProgramMemory } from '../program-memory.ts';

/** What a program needs of an MCP SDK, whichever version it was written with. */
export interface Sdk {
  /** Makes a connection to an MCP server; nothing is sent before {@link Connection.open}. */
  connection(options: ConnectionOptions): Connection;
  /** Authorizes anew, or refreshes where `force` is not said and there is something to refresh. */
  auth(
    memory: ProgramMemory,
    options: {
      readonly serverUrl: string;
      readonly fetchFn: Fetch;
      /** separated by spaces */
      readonly scope?: string;
      readonly force?: boolean;
    },
  ): Promise<'AUTHORIZED' | 'REDIRECT'>;
  /** Whether a browser was opened, so that the program has to wait for the answer. */
  isUnauthorized(error: unknown): boolean;
}

export interface ConnectionOptions {
  readonly mcpUrl: string;
  readonly memory: ProgramMemory;
  readonly fetch: Fetch;
  /** `auto` speaks 2026-07-28 where both sides do, `legacy` 2025-11-25 */
  readonly era: 'auto' | 'legacy';
}

export interface Connection {
  open(): Promise<void>;
  callTool(name: string, input: Record<string, unknown>): Promise<string>;
  /** Names of the server's tools. */
  listTools(): Promise<string[]>;
  /** Redeems the code of an authorization response. */
  finishAuth(response: URLSearchParams): Promise<void>;
  close(): Promise<void>;
}

export type Fetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

/** The text of a tool's result. */
export function textOf(result: object): string {
  const { content = [] } = result as { content?: { text?: string }[] };
  return content[0]?.text ?? '';
}
