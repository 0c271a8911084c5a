import { hash, randomBytes } from 'node:crypto';

const SHAPE = /^[\w-]{43}$/;

/** A secret of a browser, and the header line that gives it to the browser. */
export interface GivenSecret {
  readonly secret: string;
  readonly setCookie: string;
}

export interface Giving {
  /** the narrowest path that reads it; counts over http alone, since `__Host-` demands `/` */
  readonly path: string;
  /** seconds */
  readonly maxAge: number;
  /** what to give where nothing is kept; absent: something random */
  readonly secret?: string | undefined;
}

/**
 * Secrets that tell one browser from another, each in a cookie.
 *
 * - Over https there is one for each browser, kept and renewed. Its `__Host-` prefix means that no
 *   sibling domain can set it (RFC 6265bis §4.1.3.2).
 * - Over http no prefix protects, and cookies know no ports (RFC 6265 §8.5): whatever listens on this
 *   machine can set one. So each is new, under a name of its own, and none that came in is given for
 *   anything later. Whoever plants all that a step was given passes for the browser that took it.
 *
 * A request may present several, and several of one name. Each counts: what one has to match is a hash
 * of a random value, which nobody can plant who does not know the value, and a planted one must not
 * push the right one out.
 */
export class BrowserCookies {
  readonly #base: string;
  readonly #secure: boolean;

  /** @param base name without prefix and without what makes it one's own */
  constructor(base: string, secure: boolean) {
    this.#base = base;
    this.#secure = secure;
  }

  /** Every secret in a `Cookie` header, of one path the oldest first (RFC 6265 §5.4). */
  read(header = ''): readonly string[] {
    return header.split(/; */).flatMap((pair) => {
      const at = pair.indexOf('=');
      const [name, secret] = [pair.slice(0, at), pair.slice(at + 1)];
      return this.#isName(name) && SHAPE.test(secret) ? [secret] : [];
    });
  }

  /** A secret for this browser, new or (over https) kept. */
  give(header: string | undefined, { path, maxAge, secret }: Giving): GivenSecret {
    const fallback = secret ?? randomBytes(32).toString('base64url');
    const given = this.#secure ? (this.read(header)[0] ?? fallback) : fallback;
    return { secret: given, setCookie: this.#line(this.#nameOf(given), given, path, maxAge) };
  }

  /**
   * The lines that take cookies away which have served, so that they do not pile up. Over https there
   * is one, and it stays.
   */
  clear(secrets: readonly string[], path: string): readonly string[] {
    if (this.#secure) return [];
    return secrets.map((secret) => this.#line(this.#nameOf(secret), '', path, 0));
  }

  #nameOf(secret: string): string {
    if (this.#secure) return `__Host-${this.#base}`;
    return `${this.#base}_${hash('sha256', secret, 'base64url').slice(0, 10)}`;
  }

  #isName(name: string): boolean {
    if (this.#secure) return name === `__Host-${this.#base}`;
    return name.startsWith(`${this.#base}_`);
  }

  #line(name: string, value: string, path: string, maxAge: number): string {
    const scope = this.#secure ? 'Path=/; Secure' : `Path=${path}`;
    // Lax: the provider's redirect back to us is a navigation from another site.
    return `${name}=${value}; Max-Age=${maxAge}; ${scope}; HttpOnly; SameSite=Lax`;
  }
}
