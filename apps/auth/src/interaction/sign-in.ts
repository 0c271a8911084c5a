import type { IRouter, Response } from 'express';
import type { SignIn } from '../federation/sign-in.ts';
import { HttpError } from '../http/sending/errors.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { BrowserCookies } from '../provider/authorization/browser-cookies.ts';
import type { InteractionRequest, Steps } from './steps.ts';
import {
  renderHandOffToProvider,
  renderLogin,
  renderNotAdmitted,
  type SignInViews,
} from './views.ts';

export interface SignInNeeds extends SignInViews {
  readonly steps: Steps;
  readonly signIn: SignIn;
  /** what ties a sign-in, and what comes of it, to the browser that began it */
  readonly browser: BrowserCookies;
  /** seconds that a browser keeps what ties a sign-in to it, while the user is at the provider */
  readonly stateCookieLifetime: number;
}

/** Routes that send the browser to the provider and handle the outcome. */
export function signingIn(router: IRouter, needs: SignInNeeds): void {
  const { steps, signIn, connectors, browser, stateCookieLifetime: maxAge } = needs;

  router.post(
    ENDPOINTS.login.path,
    ...steps.form,
    async (req: InteractionRequest, res: Response) => {
      const { context, body } = await steps.posted(req, res);
      const { provider: chosen } = body;
      const connector = typeof chosen === 'string' ? connectors.get(chosen) : undefined;
      if (connector === undefined) throw new HttpError('invalid_request', 'unknown_provider');
      const { provider, label } = connector;
      const { login_hint: hint, prompt, max_age: greatestAge } = context.interaction.params;
      const asksWho = typeof prompt === 'string' && /login|select_account/.test(prompt);
      const again = typeof prompt === 'string' && prompt.includes('login');
      const path = addressOf(ENDPOINTS.callback, { provider });
      const given = browser.give(req.headers.cookie, { path, maxAge });
      const begun = await signIn.begin(connector, context.uid, given.secret, {
        ...(typeof hint === 'string' ? { loginHint: hint } : undefined),
        selectAccount: asksWho,
        isForced: again || greatestAge !== undefined,
      });
      if (begun.outcome === 'failed') return renderLogin(needs, context, res, begun);
      res.append('Set-Cookie', given.setCookie);
      return renderHandOffToProvider(res, begun.url.href, label);
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
    return res.redirect(303, await steps.answer(req, res, { login }));
  });
}
