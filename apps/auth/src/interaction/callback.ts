import type { IRouter } from 'express';
import type { Connector } from '../upstream/connector.ts';
import type { SignIn } from '../federation/sign-in.ts';
import { HttpError } from '../http/sending/errors.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { BrowserCookies } from '../provider/authorization/browser-cookies.ts';

export interface CallbackNeeds {
  readonly signIn: SignIn;
  readonly connectors: ReadonlyMap<string, Connector>;
  /** what ties a sign-in to the browser that began it */
  readonly browser: BrowserCookies;
  readonly publicUrl: URL;
  /** of an interaction, in seconds */
  readonly lifetime: number;
}

/** Where identity providers send the browser back to: one fixed address each. */
export function callback(
  router: IRouter,
  { signIn, connectors, browser, publicUrl, lifetime }: CallbackNeeds,
): void {
  router.get(ENDPOINTS.callback.path, async (req, res) => {
    const connector = connectors.get(req.params.provider);
    if (connector === undefined) throw new HttpError('not_found');
    const { provider } = connector;
    const { cookie } = req.headers;
    let renewed = '';
    const outcome = await signIn.callback(
      provider,
      new URL(req.originalUrl, publicUrl),
      browser.read(cookie),
      (uid) => {
        const path = addressOf(ENDPOINTS.signedIn, { uid });
        const given = browser.give(cookie, { path, maxAge: lifetime });
        renewed = given.setCookie;
        return given.secret;
      },
    );
    if (outcome.outcome === 'refused') throw new HttpError('browser_mismatch');
    const served = browser.clear([outcome.provedBy], addressOf(ENDPOINTS.callback, { provider }));
    for (const line of [...served, renewed]) res.append('Set-Cookie', line);
    res.redirect(303, addressOf(ENDPOINTS.signedIn, { uid: outcome.interactionUid }));
  });
}
