import { CookieJar } from './cookie-jar.ts';
import { NAVIGATION, sendExactly } from './navigation.ts';
import { type Form, type Page, refreshTarget } from './page.ts';

/** One request that a browser made. */
export interface BrowserExchange {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly setCookies: readonly string[];
  /** of a page (RFC 9110 §8.5) */
  readonly language: string | undefined;
}

type Headers = Readonly<Record<string, string>>;
type Fields = readonly (readonly [name: string, value: string])[];

interface Step {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body?: URLSearchParams;
  readonly headers?: Headers;
}

/**
 * A browser made of `fetch`: it keeps cookies, follows redirects and refreshes, says where a request
 * comes from and what for (`Sec-Fetch-Site`, `-Mode`, `-Dest`), and stops at the edge of its web, where a client would listen.
 */
export class Browser {
  readonly cookies = new CookieJar();
  /** oldest first */
  readonly exchanges: BrowserExchange[] = [];
  readonly #web: ReadonlySet<string>;
  readonly #languages: string | undefined;

  /**
   * @param web every server that this browser can reach, by URL
   * @param languages that it is set to: `Accept-Language` of every request; absent: it does not say
   */
  constructor(web: readonly string[], languages?: string) {
    this.#web = new Set(web.map((url) => new URL(url).origin));
    this.#languages = languages;
  }

  /** Opens an address that the person typed, or that a program opened. */
  open(address: string | URL, headers: Headers = {}): Promise<Page> {
    return this.#navigate({ method: 'GET', url: new URL(address), headers }, undefined);
  }

  /** Follows a link of a page. */
  follow(from: Page, address: string | URL): Promise<Page> {
    return this.#navigate({ method: 'GET', url: new URL(address, from.url) }, from.url);
  }

  /** Posts a form as it stands, with the button that is pressed. */
  submit(form: Form, from: Page, button: Fields = []): Promise<Page> {
    return this.post(form.action, [...form.fields, ...button], {}, from.url);
  }

  /** Posts anything anywhere. */
  post(address: string | URL, fields: Fields, headers: Headers = {}, from?: URL): Promise<Page> {
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
    return this.#navigate({ method: 'POST', url: new URL(address), body, headers }, from);
  }

  /** One request with this browser's cookies; redirects are not followed. */
  async request({ method, url, body, headers }: Step): Promise<Response> {
    const cookie = this.cookies.header(url);
    const sent = {
      method,
      headers: {
        accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
        ...(cookie === undefined ? {} : { cookie }),
        ...(this.#languages === undefined ? {} : { 'accept-language': this.#languages }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    };
    const isNavigation = headers?.['sec-fetch-mode'] !== undefined;
    const response = await (isNavigation
      ? sendExactly(behindTls(url), sent)
      : fetch(behindTls(url), { ...sent, redirect: 'manual' }));
    const setCookies = response.headers.getSetCookie();
    this.cookies.receive(url, setCookies);
    const language = response.headers.get('content-language') ?? undefined;
    this.exchanges.push({ method, url, status: response.status, setCookies, language });
    return response;
  }

  /** Every value that cookies of names which begin like this were given, kept or not, oldest first. */
  given(prefix: string): string[] {
    return this.exchanges
      .flatMap(({ setCookies }) => setCookies)
      .filter((line) => line.startsWith(prefix))
      .flatMap((line) => /^[^=]+=([^;]+)/.exec(line)?.[1] ?? []);
  }

  async #navigate(first: Step, initiator: URL | undefined): Promise<Page> {
    let step = first;
    const chain = initiator === undefined ? [] : [initiator];
    for (let hop = 0; hop < 20; hop += 1) {
      if (!this.#web.has(step.url.origin)) return outside(step.url);
      chain.push(step.url);
      const response = await this.request({
        ...step,
        headers: { 'sec-fetch-site': siteOf(chain, initiator), ...NAVIGATION, ...step.headers },
      });
      const location = response.headers.get('location');
      if (location === null) return this.#show(step.url, response);
      // Fetch standard §4.4: only these two keep method and body.
      const keeps = response.status === 307 || response.status === 308;
      await response.body?.cancel();
      const url = new URL(location, step.url);
      step = keeps ? { ...step, url } : { method: 'GET', url, headers: step.headers ?? {} };
    }
    throw new Error(`redirects without end, the last to ${step.url.href}`);
  }

  async #show(url: URL, response: Response): Promise<Page> {
    const { status, headers } = response;
    const page = { url, status, headers, html: await response.text(), isOutside: false };
    const target = refreshTarget(page);
    return target === undefined ? page : this.follow(page, target);
  }
}

/** What a proxy that ends TLS on this machine would ask: the same, without TLS. */
function behindTls(url: URL): URL {
  return url.protocol === 'https:' ? new URL(url.href.replace(/^https/, 'http')) : url;
}

function outside(url: URL): Page {
  return { url, status: 0, headers: new Headers(), html: '', isOutside: true };
}

/** Fetch Metadata §2.2: how far a request's initiator and its redirects are from where it goes. */
function siteOf(chain: readonly URL[], initiator: URL | undefined): string {
  if (initiator === undefined) return 'none';
  const [last] = chain.slice(-1);
  if (chain.every(({ origin }) => origin === last?.origin)) return 'same-origin';
  return chain.every(({ hostname }) => hostname === last?.hostname) ? 'same-site' : 'cross-site';
}
