import type { Request, Response } from 'express';
import type { FailedSignIn } from '../federation/outcomes.ts';
import type { Purpose } from '../federation/purpose.ts';
import type { BeginOptions, SignIn } from '../federation/sign-in.ts';
import { type PageOptions, sendPage } from '../http/sending/send-page.ts';
import { HandOffPage } from '../pages/pages.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { BrowserCookies } from '../provider/authorization/browser-cookies.ts';
import type { Connector } from '../upstream/connector.ts';

export interface LeavingNeeds {
  readonly signIn: SignIn;
  /** what ties a sign-in, and what comes of it, to the browser that began it */
  readonly browser: BrowserCookies;
  /** seconds that a browser keeps what ties a sign-in to it, while the user is at the provider */
  readonly stateCookieLifetime: number;
}

/** What a sign-in is for, and how it is asked for. */
export interface Departure {
  readonly connector: Connector;
  readonly purpose: Purpose;
  readonly asked: BeginOptions;
  readonly page: PageOptions;
}

/**
 * Sends the browser on to an identity provider, by a page: the address carries a state, never a code.
 *
 * @returns why not, where the provider cannot be reached; then nothing was answered
 */
export async function leaveFor(
  { connector, purpose, asked, page }: Departure,
  { signIn, browser, stateCookieLifetime: maxAge }: LeavingNeeds,
  req: Request,
  res: Response,
): Promise<FailedSignIn | undefined> {
  const { provider, label } = connector;
  const path = addressOf(ENDPOINTS.callback, { provider });
  const given = browser.give(req.headers.cookie, { path, maxAge });
  const begun = await signIn.begin(connector, purpose, given.secret, asked);
  if (begun.outcome === 'failed') return begun;
  res.append('Set-Cookie', given.setCookie);
  sendPage(res, HandOffPage, { target: begun.url.href, provider: label }, page);
  return undefined;
}
