import { createHash, randomBytes } from 'node:crypto';
import { navigation, type NavigationAnswer } from './navigation.ts';
import { RESOURCE, type TestServer } from './test-server.ts';

export const REDIRECT_URI = 'http://127.0.0.1:1/cb';

/** An answer of the token endpoint, with its status. */
export interface TokenAnswer {
  readonly status: number;
  readonly error?: string;
  readonly error_description?: string;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token?: string;
  readonly scope?: string;
}

/** A code with what is needed to exchange it. */
export interface ObtainedCode {
  readonly code: string;
  readonly code_verifier: string;
}

/** A client program that registered itself, with a browser of its own. */
export class TestClient {
  readonly #server: TestServer;
  readonly #jar: Map<string, string>;
  readonly clientId: string;
  readonly secret: string | undefined;

  private constructor(
    server: TestServer,
    clientId: string,
    secret: string | undefined,
    jar = new Map<string, string>(),
  ) {
    this.#server = server;
    this.#jar = jar;
    this.clientId = clientId;
    this.secret = secret;
  }

  /** One that did not register: its id is the address of a document. */
  static ofDocument(server: TestServer, clientId: string): TestClient {
    return new TestClient(server, clientId, undefined);
  }

  static async register(server: TestServer, metadata: object = {}): Promise<TestClient> {
    const response = await register(server, metadata);
    const body = (await response.json()) as { client_id: string; client_secret?: string };
    if (response.status !== 201) throw new Error(JSON.stringify(body));
    return new TestClient(server, body.client_id, body.client_secret);
  }

  /** The same client in a browser that has not been here. */
  inAnotherBrowser(): TestClient {
    return new TestClient(this.#server, this.clientId, this.secret);
  }

  /** This client in the browser that another client uses. */
  inBrowserOf(person: TestClient): TestClient {
    return new TestClient(this.#server, this.clientId, this.secret, person.#jar);
  }

  /** The same client and browser, where the server has moved. */
  at(server: TestServer): TestClient {
    return new TestClient(server, this.clientId, this.secret, this.#jar);
  }

  /** One request of the browser, redirects not followed. @param site its `Sec-Fetch-Site` */
  async browse(url: string, site?: string): Promise<Response> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie,
        accept: 'text/html',
        ...(site === undefined ? {} : { 'sec-fetch-site': site }),
      },
    });
    this.#receive(response.headers.getSetCookie());
    return response;
  }

  /** One request of the browser that says these things about itself. */
  async navigate(
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<NavigationAnswer> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await navigation(url, { cookie, accept: 'text/html', ...headers });
    this.#receive(answer.setCookies);
    return answer;
  }

  #receive(setCookies: readonly string[]): void {
    for (const header of setCookies) {
      const [pair = ''] = header.split(';');
      const at = pair.indexOf('=');
      this.#jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  authorizationUrl(params: Record<string, string | undefined>, verifier: string): string {
    const url = new URL('/auth', this.#server.url);
    const all = {
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...params,
    };
    for (const [name, value] of Object.entries(all)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Follows redirects until the browser would leave for the client. */
  async authorize(
    params: Record<string, string | undefined> = { resource: RESOURCE },
    verifier = randomBytes(32).toString('base64url'),
  ): Promise<{ response: URL; code_verifier: string }> {
    let url = this.authorizationUrl(params, verifier);
    for (let hop = 0; hop < 12; hop += 1) {
      const response = await this.browse(url);
      const location = response.headers.get('location');
      if (location === null)
        throw new Error(`stopped: ${response.status} ${await response.text()}`);
      url = new URL(location, this.#server.url).href;
      if (!url.startsWith(this.#server.url))
        return { response: new URL(url), code_verifier: verifier };
    }
    throw new Error('redirects without end');
  }

  async obtainCode(params?: Record<string, string | undefined>): Promise<ObtainedCode> {
    const { response, code_verifier } = await this.authorize(params);
    const code = response.searchParams.get('code');
    if (code === null) throw new Error(response.search);
    return { code, code_verifier };
  }

  async token(params: Record<string, string | undefined>): Promise<TokenAnswer> {
    const body = new URLSearchParams({ client_id: this.clientId });
    if (this.secret !== undefined) body.set('client_secret', this.secret);
    for (const [name, value] of Object.entries(params)) {
      if (value === undefined) body.delete(name);
      else body.set(name, value);
    }
    const response = await fetch(new URL('/token', this.#server.url), { method: 'POST', body });
    return { status: response.status, ...((await response.json()) as object) } as TokenAnswer;
  }

  exchange(obtained: ObtainedCode, params: Record<string, string | undefined> = {}) {
    return this.token({
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT_URI,
      ...obtained,
      ...params,
    });
  }

  refresh(refreshToken: string, params: Record<string, string | undefined> = {}) {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...params });
  }

  revoke(token: string): Promise<Response> {
    const body = new URLSearchParams({ client_id: this.clientId, token });
    if (this.secret !== undefined) body.set('client_secret', this.secret);
    return fetch(new URL('/token/revocation', this.#server.url), { method: 'POST', body });
  }

  /** From nothing to tokens. */
  async signIn(params?: Record<string, string | undefined>): Promise<TokenAnswer> {
    const answer = await this.exchange(await this.obtainCode(params));
    if (answer.status !== 200) throw new Error(JSON.stringify(answer));
    return answer;
  }
}

/** Registers with sensible metadata, changed as told. */
export function register(server: TestServer, metadata: object = {}): Promise<Response> {
  return fetch(new URL('/reg', server.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Test client',
      redirect_uris: [REDIRECT_URI],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      ...metadata,
    }),
  });
}

/** The claims of a JWT, unverified. */
export function claims(jwt: string): Record<string, unknown> {
  const [, payload = ''] = jwt.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as never;
}
