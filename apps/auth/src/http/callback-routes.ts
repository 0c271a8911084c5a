import { Router } from 'express';
import type { AppContext } from './app-context.ts';
import { HttpError } from './errors.ts';

/** Where GitHub and Google send the browser back to: one fixed address each. */
export function callbackRoutes({ signIn, connectors, browserCookie, config }: AppContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/callback/:provider', async (req, res) => {
    const connector = connectors.get(req.params.provider as never);
    if (connector === undefined) throw new HttpError('not_found');
    const callback = new URL(req.originalUrl, config.publicUrl);
    const outcome = await signIn.callback(connector.provider, callback, browserCookie.read(req));
    if (outcome.outcome === 'refused') throw new HttpError('browser_mismatch');
    res.redirect(303, `/interaction/${outcome.interactionUid}/signed-in`);
  });
  return router;
}
