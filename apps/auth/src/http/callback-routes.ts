import { Router } from 'express';
import type { AppContext } from './app-context.ts';
import { HttpError } from './errors.ts';
import { callbackPath, signedInPath } from './paths.ts';

/** Where identity providers send the browser back to: one fixed address each. */
export function callbackRoutes({ signIn, connectors, browser, config }: AppContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/callback/:provider', async (req, res) => {
    const connector = connectors.get(req.params.provider);
    if (connector === undefined) throw new HttpError('not_found');
    const callback = new URL(req.originalUrl, config.publicUrl);
    const { cookie } = req.headers;
    let renewed = '';
    const outcome = await signIn.callback(
      connector.provider,
      callback,
      browser.read(cookie),
      (uid) => {
        const path = signedInPath(uid);
        const given = browser.give(cookie, { path, maxAge: config.lifetimes.interaction });
        renewed = given.setCookie;
        return given.secret;
      },
    );
    if (outcome.outcome === 'refused') throw new HttpError('browser_mismatch');
    const served = browser.clear([outcome.provedBy], callbackPath(connector.provider));
    for (const line of [...served, renewed]) res.append('Set-Cookie', line);
    res.redirect(303, signedInPath(outcome.interactionUid));
  });
  return router;
}
