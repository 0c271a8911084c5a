/** A cookie as a browser keeps it. Ports do not tell cookies apart (RFC 6265 §8.5). */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
}

/** What a browser knows about the sites it has visited. */
export class CookieJar {
  #cookies: Cookie[] = [];

  /** The `Cookie` header for a request, or nothing. */
  header(url: URL): string | undefined {
    const sent = this.#cookies.filter(
      ({ host, path }) => host === url.hostname && covers(path, url.pathname),
    );
    if (sent.length === 0) return undefined;
    // RFC 6265 §5.4: the longer path first; of one length the older.
    sent.sort((one, other) => other.path.length - one.path.length);
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** Keeps, replaces or drops what a response says. */
  receive(url: URL, setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const cookie = parse(url, line);
      this.#drop(cookie);
      if (!isExpired(line)) this.#cookies.push(cookie);
    }
  }

  /** The value of a cookie, wherever it belongs. */
  value(name: string): string | undefined {
    return this.#cookies.find((cookie) => cookie.name === name)?.value;
  }

  /** Whether there is a cookie of a name that begins like this. */
  has(prefix: string): boolean {
    return this.#cookies.some(({ name }) => name.startsWith(prefix));
  }

  /**
   * What another browser of the attacker's has, planted here by another port of the same host: one
   * that is there already, of that name and path, is replaced.
   *
   * @param which names, by how they begin
   */
  tossFrom(other: CookieJar, ...which: readonly string[]): void {
    for (const cookie of other.#cookies) {
      if (!which.some((prefix) => cookie.name.startsWith(prefix))) continue;
      this.#drop(cookie);
      this.#cookies.push(cookie);
    }
  }

  /** Loses cookies, by how their names begin: a jar that was made to overflow, a tidy browser. */
  lose(...which: readonly string[]): void {
    this.#cookies = this.#cookies.filter(
      ({ name }) => !which.some((prefix) => name.startsWith(prefix)),
    );
  }

  /** Changes values in place, as somebody with the browser's files can. */
  tamper(change: (name: string, value: string) => string): void {
    this.#cookies = this.#cookies.map((cookie) => ({
      ...cookie,
      value: change(cookie.name, cookie.value),
    }));
  }

  #drop({ name, host, path }: Cookie): void {
    this.#cookies = this.#cookies.filter(
      (kept) => kept.name !== name || kept.host !== host || kept.path !== path,
    );
  }
}

function parse(url: URL, line: string): Cookie {
  const [pair = '', ...attributes] = line.split(/; */);
  const at = pair.indexOf('=');
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length);
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    host: url.hostname,
    path: path ?? url.pathname.replace(/\/[^/]*$/, '') ?? '/',
  };
}

function isExpired(line: string): boolean {
  const expires = /;\s*expires=([^;]+)/i.exec(line)?.[1];
  return (
    /;\s*max-age=0\b/i.test(line) || (expires !== undefined && Date.parse(expires) < Date.now())
  );
}

/** RFC 6265 §5.1.4 */
function covers(cookiePath: string, path: string): boolean {
  if (path === cookiePath) return true;
  return path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}
