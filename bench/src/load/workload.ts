import { type BenchServer, RESOURCE } from '../servers/server.ts';

export const WORKLOADS = ['exchange', 'refresh'] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** What a workload calls for, in words. */
export const TITLES: Readonly<Record<WorkloadName, string>> = {
  exchange: 'code exchange',
  refresh: 'refresh',
};

/** The token requests to one server. What an exchange yields is what a refresh begins with. */
export class Workload {
  readonly #codes: string[];
  readonly #refreshTokens: string[] = [];
  readonly #forms: Readonly<Record<WorkloadName, string>>;

  constructor({ codes, clientId, redirectUri, codeVerifier }: BenchServer) {
    this.#codes = [...codes];
    const common = { client_id: clientId, resource: RESOURCE };
    this.#forms = {
      exchange: form({
        grant_type: 'authorization_code',
        ...common,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
        code: '',
      }),
      refresh: form({ grant_type: 'refresh_token', ...common, refresh_token: '' }),
    };
  }

  /** The body of the next request. @throws Error where there is nothing left to present */
  next(name: WorkloadName): string {
    const value = name === 'exchange' ? this.#codes.pop() : this.#refreshTokens.shift();
    if (value === undefined) throw new Error(`nothing is left for another ${TITLES[name]}`);
    return this.#forms[name] + value;
  }

  /** Takes the refresh token out of an answer, to be presented when its turn comes. */
  keep(body: string): void {
    const [, value] = /"refresh_token":"([^"]+)"/.exec(body) ?? [];
    if (value === undefined) throw new Error(`an answer without refresh token: ${body}`);
    this.#refreshTokens.push(value);
  }
}

/** The value to present goes to the end, so it is left empty here. */
function form(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString();
}
