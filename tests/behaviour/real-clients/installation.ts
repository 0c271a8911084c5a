import {
  type Answer,
  answerOf,
  Client,
  newVerifier,
  type Parameters,
  type Tokens,
  tokensOf,
} from '../actors/client.ts';
import type { Choices, Person } from '../actors/person.ts';
import { NOTES } from '../actors/resources.ts';
import type { Credentials } from './installation-credentials.ts';
import type { RealClient } from './real-client.ts';

/** As VS Code has it where its page is answered: an address, with base64 in it. */
const STATE = 'vscode://dynamicauthprovider/auth.example/authorize?nonce=q+2/c3RhdGU==&a=b%20c';

/** A client on somebody's computer, under the id by which it is known here. */
export class Installation {
  readonly clientId: string;
  readonly #client: RealClient;
  readonly #issuer: string;
  readonly #credentials: Credentials;
  #signIns = 0;
  #asked = '';

  constructor(client: RealClient, issuer: string, clientId: string, credentials: Credentials) {
    this.#client = client;
    this.#issuer = issuer;
    this.clientId = clientId;
    this.#credentials = credentials;
  }

  /** What it asks when nothing but a 401 has happened. */
  async firstScope(): Promise<string> {
    const { scope } = this.#client;
    if (scope === 'challenge') return this.#with('notes:read');
    if (scope === 'resource') return this.#with('notes:read notes:write');
    const metadata = await fetch(`${this.#issuer}/.well-known/oauth-authorization-server`);
    return ((await metadata.json()) as { scopes_supported: string[] }).scopes_supported.join(' ');
  }

  /** What it asks after the challenge of a 403: what it had and what it needs. */
  widerScope(): string {
    return this.#with('notes:read notes:write');
  }

  /** The request for which it opens a browser, answered where it listens this time. */
  authorizationUrl(scope: string, verifier = newVerifier()): URL {
    const { prompt } = this.#client;
    return this.#at().authorizationUrl({ scope, prompt, state: STATE }, verifier);
  }

  /**
   * Signs somebody in, and is answered where it listens.
   *
   * @returns its tokens @throws Error where it is not answered there, or not as it has to be
   */
  async signIn(person: Person, scope: string, choices: Choices): Promise<Tokens> {
    const verifier = newVerifier();
    const request = this.authorizationUrl(scope, verifier);
    const { redirectUri } = this.#at();
    const { href, searchParams } = await person.authorize(request, choices);
    const [code, state, iss] = ['code', 'state', 'iss'].map((name) => searchParams.get(name));
    if (!href.startsWith(`${redirectUri}?`) || state !== STATE || iss !== this.#issuer) {
      throw new Error(`answered at ${href}`);
    }
    this.#signIns += 1;
    this.#asked = scope;
    const grant = { grant_type: 'authorization_code', redirect_uri: redirectUri };
    return tokensOf(await this.#token({ ...grant, code: code ?? '', code_verifier: verifier }));
  }

  refresh({ refresh_token, scope }: Tokens): Promise<Answer> {
    const asks = { none: undefined, 'as asked': this.#asked, 'as granted': scope };
    const parameters = { refresh_token, scope: asks[this.#client.refreshScope] };
    return this.#token({ grant_type: 'refresh_token', ...parameters });
  }

  #with(scope: string): string {
    return this.#client.offlineAccess ? `${scope} offline_access` : scope;
  }

  #at(): Client {
    const { redirects } = this.#client;
    return new Client(this.#issuer, this.clientId, redirects[this.#signIns % redirects.length]!);
  }

  async #token(asked: Parameters): Promise<Answer> {
    const { headers = {}, parameters } = await this.#credentials();
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ resource: NOTES, ...asked, ...parameters })) {
      if (value !== undefined) body.set(name, value);
    }
    return answerOf(await fetch(`${this.#issuer}/token`, { method: 'POST', headers, body }));
  }
}
