/**
 * The cookie that keeps with which provider somebody signed in last at this browser, so that the page that
 * asks how has its button first (decision 143). It says nothing about who it was, opens nothing, and goes
 * when somebody signs out. One that was planted only changes the order of buttons that are there anyway.
 *
 * @module
 */
import type { Connector } from '../upstream/connector.ts';

/** A year, in seconds. */
const LIFETIME = 31_536_000;

export class LastProvider {
  readonly #name: string;
  readonly #scope: string;

  /** @param secure whether pages are served over https */
  constructor(secure: boolean) {
    // No sibling domain can set one with the prefix (RFC 6265bis §4.1.3.2).
    this.#name = secure ? '__Host-gatehouse_provider' : 'gatehouse_provider';
    // Lax: the first page of a sign-in is opened by a link of another site.
    this.#scope = `Path=/;${secure ? ' Secure;' : ''} HttpOnly; SameSite=Lax`;
  }

  /** The line of `Set-Cookie` that keeps it. @param provider the id of a connector */
  keep(provider: string): string {
    return `${this.#name}=${provider}; Max-Age=${LIFETIME}; ${this.#scope}`;
  }

  /** The line that takes it away. */
  forget(): string {
    return `${this.#name}=; Max-Age=0; ${this.#scope}`;
  }

  /** The id that a `Cookie` header names; of several cookies the first that names one of these. */
  read(header: string | undefined, connectors: ReadonlyMap<string, Connector>): string | undefined {
    const start = `${this.#name}=`;
    return header
      ?.split(/; */)
      .flatMap((pair) => (pair.startsWith(start) ? [pair.slice(start.length)] : []))
      .find((id) => connectors.has(id));
  }
}
