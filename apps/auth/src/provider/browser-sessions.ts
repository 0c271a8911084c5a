/**
 * The library's session of a browser, for pages of ours that belong to no authorization request. Whoever
 * is signed in here is so at `/auth`, and the other way round.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Events } from '../events/events.ts';
import type { Storage } from '../storage/storage.ts';
import { cookieAttributes } from './cookies.ts';
import { servedRequest } from './request.ts';
import { signOut } from './sign-out.ts';

/** Somebody's sign-in at a browser. */
export interface BrowserSession {
  /** names the session to this server; opens nothing */
  readonly uid: string;
  readonly userId: string;
  /** when the user signed in (seconds since the epoch): `auth_time` of OpenID Connect Core §2 */
  readonly authTime: number;
}

/** What a session is made of. */
export interface SigningIn {
  readonly userId: string;
  readonly authTime: number;
}

export interface BrowserSessionsOptions {
  /** the provider of the moment */
  readonly provider: () => Provider;
  readonly storage: Pick<Storage, 'sessions'>;
  readonly events: Events;
  /** seconds that a session lives which is not used */
  readonly lifetime: number;
}

export class BrowserSessions {
  readonly #options: BrowserSessionsOptions;

  constructor(options: BrowserSessionsOptions) {
    this.#options = options;
  }

  /** Who is signed in, by the session's cookie. Nothing is written. */
  async find(req: IncomingMessage, res: ServerResponse): Promise<BrowserSession | undefined> {
    const { uid, accountId, loginTs } = await this.#load(req, res);
    if (accountId === undefined || loginTs === undefined) return undefined;
    return { uid, userId: accountId, authTime: loginTs };
  }

  /**
   * Signs a user in: a new session under a new name. The one that was there is gone with it, whoever
   * made it, so that no name that was known before opens the new one. Of the same user it keeps what
   * clients were told (`sid`).
   */
  async begin(
    req: IncomingMessage,
    res: ServerResponse,
    { userId: accountId, authTime: loginTs }: SigningIn,
  ): Promise<void> {
    const { provider, lifetime } = this.#options;
    const { Session } = provider();
    const before = await this.#load(req, res);
    const { uid, authorizations } = before;
    const session = new Session();
    if (before.accountId === accountId) Object.assign(session, { uid, authorizations });
    session.loginAccount({ accountId, loginTs });
    servedRequest().replacedSession = uid;
    await session.save(lifetime);
    this.#setCookie(req, res, session.jti, new Date(session.exp * 1000));
  }

  /** Signs out: the session is gone under every name, and the cookie with it. */
  async end(req: IncomingMessage, res: ServerResponse, { uid }: BrowserSession): Promise<void> {
    await signOut(this.#options, uid);
    this.#setCookie(req, res, null);
  }

  #load(req: IncomingMessage, res: ServerResponse) {
    const provider = this.#options.provider();
    return provider.Session.get(provider.createContext(req, res));
  }

  #setCookie(
    req: IncomingMessage,
    res: ServerResponse,
    value: string | null,
    expires?: Date,
  ): void {
    const provider = this.#options.provider();
    const { cookies, secure } = provider.createContext(req, res);
    cookies.set(provider.cookieName('session'), value, {
      ...cookieAttributes(secure),
      ...(expires && { expires }),
    });
  }
}
