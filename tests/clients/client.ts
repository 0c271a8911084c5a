import type { Surroundings } from './surroundings/surroundings.ts';

/** A real client, as somebody works with it: what its file knows that drives it. */
export interface Client {
  /** Signs in, as its user would; resolves when it has its tokens. */
  signIn(): Promise<unknown>;
  /** Names of the server's tools, as it has them. */
  listTools(): Promise<readonly string[]>;
  /** Calls a tool. @returns what it says of that, whether it is a result or an error */
  call(tool: string, input?: Readonly<Record<string, string>>): Promise<string>;
  /** Makes its access token old, in its own store. */
  age(): Promise<unknown>;
  close?(): Promise<unknown>;
}

/** How a client is known to behave. An upgrade that changes it turns a cell of the table red. */
export interface Habits {
  readonly firstRequest: {
    /** whether it adds `offline_access` to what the challenge or the metadata name */
    readonly offlineAccess: boolean;
    readonly prompt: 'consent' | undefined;
  };
  /** as registered (RFC 7591 §2) */
  readonly authMethod: 'none' | 'client_secret_basic' | 'client_secret_post' | undefined;
  /** `scope` of its refresh requests */
  readonly refreshScope: 'none' | 'as granted' | 'as granted, and offline_access';
  /** after a 403 `insufficient_scope` */
  readonly stepUp: StepUp;
  /** what a reader of the table should know */
  readonly remark?: string;
}

export type StepUp =
  /** asks the person, and repeats the call */
  | { readonly kind: 'in place' }
  /** says so, and the person signs in again */
  | {
      readonly kind: 'signs in again';
      /** what it says of the 403 */
      readonly says: RegExp;
    };

export type OpenClient = (surroundings: Surroundings) => Client | Promise<Client>;
