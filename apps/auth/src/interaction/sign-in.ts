import type { IRouter, Response } from 'express';
import { HttpError } from '../http/sending/errors.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { type LeavingNeeds, leaveFor } from '../session/leaving.ts';
import type { InteractionRequest, Steps } from './steps.ts';
import { renderLogin, renderNotAdmitted, type SignInViews } from './views.ts';

export interface SignInNeeds extends SignInViews, LeavingNeeds {
  readonly steps: Steps;
}

/** Routes that send the browser to the provider and handle the outcome. */
export function signingIn(router: IRouter, needs: SignInNeeds): void {
  const { steps, signIn, connectors, browser, lastProvider } = needs;

  router.post(
    ENDPOINTS.login.path,
    ...steps.form,
    async (req: InteractionRequest, res: Response) => {
      const { context, body } = await steps.posted(req, res);
      const { provider: chosen } = body;
      const connector = typeof chosen === 'string' ? connectors.get(chosen) : undefined;
      if (connector === undefined) throw new HttpError('invalid_request', 'unknown_provider');
      const { login_hint: hint, prompt, max_age: greatestAge } = context.interaction.params;
      const asksWho = typeof prompt === 'string' && /login|select_account/.test(prompt);
      const again = typeof prompt === 'string' && prompt.includes('login');
      const departure = {
        connector,
        purpose: { interaction: context.uid },
        asked: {
          ...(typeof hint === 'string' ? { loginHint: hint } : undefined),
          selectAccount: asksWho,
          isForced: again || greatestAge !== undefined,
        },
        page: { inAuthorizationFlow: true },
      };
      const failed = await leaveFor(departure, needs, req, res);
      if (failed !== undefined) await renderLogin(needs, context, res, failed);
    },
  );

  router.get(ENDPOINTS.signedIn.path, async (req: InteractionRequest, res) => {
    const context = await steps.load(req, res);
    const { uid } = context;
    const presented = browser.read(req.headers.cookie);
    const outcome = await signIn.takeOutcome(uid, presented);
    if (outcome === undefined) return res.redirect(303, addressOf(ENDPOINTS.interaction, { uid }));
    if (outcome === 'foreign') throw new HttpError('stale_interaction', 'other_browser');
    for (const line of browser.clear(presented, addressOf(ENDPOINTS.signedIn, { uid }))) {
      res.append('Set-Cookie', line);
    }
    if (outcome.outcome === 'failed') return renderLogin(needs, context, res, outcome);
    if (outcome.outcome === 'not-admitted') return renderNotAdmitted(needs, context, res, outcome);
    await steps.expectFirst(context, { did: 'sign in' });
    const login = { accountId: outcome.userId, ts: outcome.authTime };
    const returnTo = await steps.answer(req, res, { login });
    res.append('Set-Cookie', lastProvider.keep(outcome.provider));
    return res.redirect(303, returnTo);
  });
}
