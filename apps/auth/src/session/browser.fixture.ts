/** A browser for tests of pages: cookies by path, and requests that say what a browser says. */
import { type IncomingHttpHeaders, request } from 'node:http';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export interface Shown {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly html: string;
  readonly setCookies: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

/** As for a page that somebody has typed the address of, or was led to by a page of this server. */
const WINDOW: Headers = {
  accept: 'text/html',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'same-origin',
};

export class TestBrowser {
  #cookies: Cookie[] = [];
  readonly #port: number;
  readonly #host: string;

  /** @param port where the server listens that answers to `host` */
  constructor(port: number, host: string) {
    this.#port = port;
    this.#host = host;
  }

  get(path: string, headers: Headers = {}, method = 'GET'): Promise<Shown> {
    return this.send(method, path, headers);
  }

  /** Posts fields; several of one name where a list is given. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Headers = {},
  ): Promise<Shown> {
    const sent = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    return this.send('POST', path, sent, new URLSearchParams(fields).toString());
  }

  /** Anything. */
  send(method: string, path: string, headers: Headers, body?: string): Promise<Shown> {
    const { promise, resolve, reject } = Promise.withResolvers<Shown>();
    const asked = path.split('?')[0] ?? '';
    const cookie = this.#cookies
      .filter(({ path: of }) => of === '/' || asked === of || asked.startsWith(`${of}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const sent = { host: this.#host, ...WINDOW, ...(cookie !== '' && { cookie }), ...headers };
    const options = {
      agent: false,
      port: this.#port,
      host: '127.0.0.1',
      method,
      path,
      headers: sent,
    };
    request(options, (response) => {
      let html = '';
      response.setEncoding('utf8').on('data', (part: string) => (html += part));
      const { statusCode: status = 0, headers: answered } = response;
      const setCookies = answered['set-cookie'] ?? [];
      for (const line of setCookies) this.#receive(line);
      response.on('end', () => resolve({ status, headers: answered, html, setCookies }));
    })
      .on('error', reject)
      .end(body);
    return promise;
  }

  /** Takes cookies of another browser, by how their names begin, as a neighbour can plant them. */
  plant(other: TestBrowser, ...prefixes: readonly string[]): void {
    for (const cookie of other.#cookies) {
      if (prefixes.some((prefix) => cookie.name.startsWith(prefix))) this.#keep(cookie);
    }
  }

  /** The same as a sibling domain can: without the prefix that it cannot set (RFC 6265bis §4.1.3.2). */
  plantAsSibling(other: TestBrowser, ...prefixes: readonly string[]): void {
    for (const { name, ...cookie } of other.#cookies) {
      const bare = name.replace('__Host-', '');
      if (prefixes.some((prefix) => bare.startsWith(prefix))) this.#keep({ name: bare, ...cookie });
    }
  }

  /** A `Cookie` header with all that there is, whatever path it is for. */
  cookiesAnywhere(): string {
    return this.#cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** The values of cookies whose names begin so. */
  values(prefix: string): string[] {
    return this.#cookies.filter(({ name }) => name.startsWith(prefix)).map(({ value }) => value);
  }

  #keep(cookie: Cookie): void {
    this.#cookies = this.#cookies.filter(
      ({ name, path }) => name !== cookie.name || path !== cookie.path,
    );
    this.#cookies.push(cookie);
  }

  #receive(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const path = /; *path=([^;]+)/i.exec(line)?.[1] ?? '/';
    const isGone = value === '' || /max-age=0\b|1970/i.test(line);
    this.#keep({ name, value, path });
    if (isGone) this.#cookies.pop();
  }
}
