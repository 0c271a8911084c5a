/**
 * Where a user signs in and decides.
 *
 * ```
 * /auth ─▶ GET /interaction/:uid ─┬─ login ──▶ POST …/login ─▶ hand-off ─▶ upstream ─▶ /callback/:provider
 *                                 │                                                        │
 *                                 │            GET …/signed-in ◀──────────────────────────┘
 *                                 └─ consent ▶ POST …/consent ─▶ hand-off ─▶ /auth/:uid ─▶ client
 * ```
 *
 * Forms post to this origin and are answered with a page that leads on, because Chromium applies
 * `form-action` to every redirect that follows a form (CSP Level 3 §6.4.2).
 *
 * @module
 */
import { Router } from 'express';
import type { Provider } from 'oidc-provider';
import type { Config } from '../config/config.ts';
import { FirstAnswer } from '../consent/first-answer.ts';
import { FirstShown } from '../consent/first-shown.ts';
import type { Events } from '../events/events.ts';
import type { ScopeJudge } from '../federation/scope-judge.ts';
import type { Feature } from '../http/app.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { SessionRoom } from '../session/session.ts';
import type { Storage } from '../storage/storage.ts';
import { authorizationForm } from './authorization-form.ts';
import { type ConsentView, renderConsent } from './consent-view.ts';
import { deciding } from './deciding.ts';
import { signingIn } from './sign-in.ts';
import { type InteractionRequest, Steps } from './steps.ts';
import { switchingUser } from './switching-user.ts';
import { renderLogin, type SignInViews } from './views.ts';

export interface InteractionNeeds {
  readonly config: Pick<Config, 'publicUrl' | 'consentPause' | 'confirmUnverified' | 'lifetimes'>;
  readonly storage: Storage;
  /** the provider of the moment */
  readonly provider: () => Provider;
  readonly session: Pick<SessionRoom, 'formTokens' | 'waysIn'>;
  readonly events: Events;
  /** absent: every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
}

/** The way of a browser through an authorization, as far as it is ours. */
export function interaction(needs: InteractionNeeds): Feature {
  const { config, storage, provider, events, scopeJudge } = needs;
  const { formTokens, waysIn } = needs.session;
  const { publicUrl, consentPause, confirmUnverified, lifetimes } = config;
  const { interaction: lifetime } = lifetimes;
  const firstShown = new FirstShown(storage.artifacts, lifetime);
  const firstAnswer = new FirstAnswer(storage.artifacts, lifetime);
  const steps = new Steps({ provider, storage, formTokens, firstAnswer, publicUrl, lifetime });
  const { resources } = storage;
  const signInViews: SignInViews = { ...waysIn, formTokens, resources };
  const consentView: ConsentView = {
    storage,
    formTokens,
    firstShown,
    connectors: waysIn.connectors,
    lifetimes,
    consentPause,
    confirmUnverified,
    scopeJudge,
  };

  return (app) => {
    const router = Router({ caseSensitive: true, strict: true });
    authorizationForm(router);
    router.get(ENDPOINTS.interaction.path, async (req: InteractionRequest, res) => {
      const context = await steps.load(req, res);
      if (context.interaction.prompt.name === 'consent') {
        return renderConsent(consentView, context, res);
      }
      return renderLogin(signInViews, context, res);
    });
    signingIn(router, { ...signInViews, ...waysIn, steps });
    const consentLifetime = lifetimes.consent;
    deciding(router, { ...consentView, steps, provider, events, consentLifetime });
    switchingUser(router, { steps, storage, events, publicUrl });
    app.use(router);
  };
}
