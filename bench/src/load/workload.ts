import { type BenchServer, RESOURCE } from '../servers/server.ts';
import { type Answer, requestTo } from './connection.ts';

export const WORKLOADS = [
  'exchange',
  'refresh',
  'credentials',
  'introspection',
  'metadata',
  'jwks',
] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** What a workload calls for, in words. */
export const TITLES: Readonly<Record<WorkloadName, string>> = {
  exchange: 'code exchange',
  refresh: 'refresh',
  credentials: 'client credentials',
  introspection: 'introspection',
  metadata: 'metadata',
  jwks: 'JWKS',
};

/** How many times the requests of a round: what costs a tenth has to be timed for as long. */
export const WEIGHTS: Readonly<Record<WorkloadName, number>> = {
  exchange: 1,
  refresh: 1,
  credentials: 1,
  introspection: 1,
  metadata: 5,
  jwks: 5,
};

/** What a right answer holds; that of `introspection` says that the token is active. */
const WANTED: Readonly<Record<WorkloadName, string>> = {
  exchange: '"refresh_token":"',
  refresh: '"refresh_token":"',
  credentials: '"access_token":"',
  introspection: '"active":true',
  metadata: '"issuer":"',
  jwks: '"keys":[',
};

/** How many tokens are asked about in turn: a resource server asks again with every call. */
export const ASKED_TOKENS = 50;

const FORM = {
  Accept: 'application/json',
  'Content-Type': 'application/x-www-form-urlencoded',
};

/** The requests to one server. What an exchange yields is what a refresh begins with. */
export class Workload {
  readonly #codes: string[];
  readonly #refreshTokens: string[] = [];
  readonly #askedTokens: string[];
  readonly #takesTokens: boolean;
  readonly #requests: Readonly<Record<WorkloadName, () => string>>;
  #asked = 0;

  constructor(server: BenchServer) {
    const { origin, clientId, redirectUri, codeVerifier, operatorClient, askedTokens } = server;
    this.#codes = [...server.codes];
    this.#askedTokens = [...(askedTokens ?? [])];
    this.#takesTokens = askedTokens === undefined;
    const client = { client_id: clientId, resource: RESOURCE };
    const operator = {
      client_id: operatorClient.clientId,
      client_secret: operatorClient.clientSecret,
    };
    const exchange = form({
      grant_type: 'authorization_code',
      ...client,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
      code: '',
    });
    const refresh = form({ grant_type: 'refresh_token', ...client, refresh_token: '' });
    const credentials = form({
      grant_type: 'client_credentials',
      ...operator,
      resource: RESOURCE,
    });
    const introspection = form({ ...operator, token: '' });
    const token = requestTo(origin, { path: '/token', headers: FORM });
    const ask = requestTo(origin, { path: '/token/introspection', headers: FORM });
    const get = (path: string) => requestTo(origin, { method: 'GET', path, headers: {} });
    const metadata = get('/.well-known/oauth-authorization-server');
    const jwks = get('/jwks');
    this.#requests = {
      exchange: () => token(exchange + this.#left('exchange', this.#codes.pop())),
      refresh: () => token(refresh + this.#left('refresh', this.#refreshTokens.shift())),
      credentials: () => token(credentials),
      introspection: () => ask(introspection + this.#nextAsked()),
      metadata: () => metadata(''),
      jwks: () => jwks(''),
    };
  }

  /** The next request. @throws Error where there is nothing left to present */
  next(name: WorkloadName): string {
    return this.#requests[name]();
  }

  /**
   * Takes the tokens out of an answer, to be presented when their turn comes.
   *
   * @throws Error where it is not the answer that was wanted
   */
  take(name: WorkloadName, { status, body }: Answer): void {
    if (status !== 200 || !body.includes(WANTED[name])) {
      throw new Error(`${TITLES[name]} was answered ${status}: ${body}`);
    }
    if (name !== 'exchange' && name !== 'refresh') return;
    this.#refreshTokens.push(member(body, 'refresh_token'));
    if (this.#takesTokens) {
      this.#askedTokens.push(member(body, 'access_token'));
      if (this.#askedTokens.length > ASKED_TOKENS) this.#askedTokens.shift();
    }
  }

  #nextAsked(): string {
    this.#asked += 1;
    const token = this.#askedTokens[this.#asked % this.#askedTokens.length];
    return this.#left('introspection', token);
  }

  #left(name: WorkloadName, value: string | undefined): string {
    if (value === undefined) throw new Error(`nothing is left for another ${TITLES[name]}`);
    return value;
  }
}

function member(body: string, name: string): string {
  return new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1] ?? '';
}

/** The value to present goes to the end, so it is left empty here. */
function form(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString();
}
