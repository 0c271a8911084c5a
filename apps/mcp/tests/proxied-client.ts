import { createHash, randomBytes } from 'node:crypto';

import type { TestProvider } from './provider.ts';

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

let ahead = 0;
/** The clock of a server whose people take their time, while tests do not. */
export const patientClock = (): number => Date.now() + ahead;

/** Reads a page, as long as it takes. */
export function readPage(): void {
  ahead += 1000;
}

/** A browser with the cookies of one server, and nothing else. */
export class CookieBrowser {
  readonly cookies = new Map<string, string>();

  async request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const sent = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    if (sent.length > 0) headers.set('cookie', sent.join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

/** A client that has registered itself at the proxy. */
export class ProxiedClient {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier = randomBytes(32).toString('base64url');
  readonly #origin: string;

  private constructor(origin: string, clientId: string, redirectUri: string) {
    this.#origin = origin;
    this.clientId = clientId;
    this.redirectUri = redirectUri;
  }

  static async register(
    origin: string,
    redirectUri = 'http://127.0.0.1:41233/callback',
    name = 'Notes',
  ): Promise<ProxiedClient> {
    const response = await registration(origin, {
      client_name: name,
      redirect_uris: [redirectUri],
    });
    const { client_id: id } = (await response.json()) as { client_id: string };
    return new ProxiedClient(origin, id, redirectUri);
  }

  authorizeUrl(parameters: Readonly<Record<string, string>> = {}): URL {
    const url = new URL('/authorize', this.#origin);
    url.search = new URLSearchParams({
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 'a state',
      scope: 'mcp:read',
      ...parameters,
    }).toString();
    return url;
  }

  /** Opens the consent page. @returns the ticket in its form */
  async consentTicket(browser: CookieBrowser, parameters = {}): Promise<string> {
    return ticketOf(await browser.request(this.authorizeUrl(parameters)));
  }

  /** Decides on it. @returns where the page leads */
  async decide(
    browser: CookieBrowser,
    ticket: string,
    decision: 'allow' | 'deny' = 'allow',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number; readonly next: URL | undefined }> {
    const body = new URLSearchParams({ ticket, decision });
    const url = `${this.#origin}/proxy/consent`;
    const response = await browser.request(url, { method: 'POST', body, headers });
    const target = /content="0; url=([^"]+)"/.exec(await response.text())?.[1];
    const next = target?.replaceAll('&amp;', '&');
    return { status: response.status, next: next === undefined ? undefined : new URL(next) };
  }

  /** The whole way to an authorization response. */
  async authorize(provider: TestProvider, parameters = {}): Promise<URL> {
    const browser = new CookieBrowser();
    const { next } = await this.decide(browser, await this.consentTicket(browser, parameters));
    if (next === undefined) throw new Error('the consent page leads nowhere');
    const ticket = await ticketOf(await browser.request(provider.signIn(next)));
    const { next: end } = await this.decide(browser, ticket);
    if (end === undefined) throw new Error('the page after the provider leads nowhere');
    return end;
  }

  async code(provider: TestProvider, parameters = {}): Promise<string> {
    return (await this.authorize(provider, parameters)).searchParams.get('code') ?? '';
  }

  token(parameters: Readonly<Record<string, string>>): Promise<TokenAnswer> {
    return this.#post('/token', parameters);
  }

  exchange(code: string, parameters: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
    return this.token({
      grant_type: 'authorization_code',
      code,
      code_verifier: this.verifier,
      redirect_uri: this.redirectUri,
      ...parameters,
    });
  }

  refresh(token: string, parameters = {}): Promise<TokenAnswer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: token, ...parameters });
  }

  revoke(token: string): Promise<TokenAnswer> {
    return this.#post('/revoke', { token });
  }

  async #post(path: string, parameters: Readonly<Record<string, string>>): Promise<TokenAnswer> {
    const body = new URLSearchParams({ client_id: this.clientId, ...parameters });
    const response = await fetch(this.#origin + path, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  }
}

/** Reads a page that asks. @returns the ticket in its form, or nothing where it has none */
export async function ticketOf(response: Response): Promise<string> {
  const page = await response.text();
  readPage();
  return /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

export function registration(origin: string, metadata: object): Promise<Response> {
  return fetch(`${origin}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token_endpoint_auth_method: 'none', ...metadata }),
  });
}
