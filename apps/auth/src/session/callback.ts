import type { IRouter } from 'express';
import type { SignIn } from '../federation/sign-in.ts';
import { HttpError } from '../http/sending/errors.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { BrowserCookies } from '../provider/authorization/browser-cookies.ts';
import type { Connector } from '../upstream/connector.ts';

export interface CallbackNeeds {
  readonly signIn: SignIn;
  readonly connectors: ReadonlyMap<string, Connector>;
  /** what ties a sign-in to the browser that began it */
  readonly browser: BrowserCookies;
  readonly publicUrl: URL;
  /** seconds that what came of it waits to be taken */
  readonly outcomeLifetime: number;
}

/**
 * Where identity providers send the browser back to: one fixed address each. Where it goes on to depends
 * on what the sign-in was begun for.
 */
export function callback(
  router: IRouter,
  { signIn, connectors, browser, publicUrl, outcomeLifetime: maxAge }: CallbackNeeds,
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
      (path) => {
        const given = browser.give(cookie, { path, maxAge });
        renewed = given.setCookie;
        return given.secret;
      },
    );
    if (outcome.outcome === 'refused') throw new HttpError('browser_mismatch');
    const served = browser.clear([outcome.provedBy], addressOf(ENDPOINTS.callback, { provider }));
    for (const line of [...served, renewed]) res.append('Set-Cookie', line);
    res.redirect(303, outcome.next);
  });
}
