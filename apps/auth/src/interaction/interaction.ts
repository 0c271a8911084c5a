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
import type { Connector } from '../upstream/connector.ts';
import type { SignIn } from '../federation/sign-in.ts';
import type { Events } from '../events/events.ts';
import type { Feature } from '../http/app.ts';
import type { Refer } from '../http/references/references.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { outcomeCookies } from '../provider/authorization/outcome-binding.ts';
import type { Storage } from '../storage/storage.ts';
import { authorizationForm } from './authorization-form.ts';
import { callback } from './callback.ts';
import { type ConsentView, renderConsent } from './consent-view.ts';
import { deciding } from './deciding.ts';
import { FormTokens } from './form-tokens.ts';
import { signingIn } from './sign-in.ts';
import { type InteractionRequest, Steps } from './steps.ts';
import { switchingUser } from './switching-user.ts';
import { renderLogin, type SignInViews } from './views.ts';

export interface InteractionNeeds {
  readonly config: Pick<Config, 'publicUrl' | 'cookieKeys' | 'consentPause' | 'lifetimes'>;
  readonly storage: Storage;
  /** the provider of the moment */
  readonly provider: () => Provider;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly signIn: SignIn;
  readonly refer: Refer;
  readonly events: Events;
}

/** The way of a browser through an authorization, as far as it is ours. */
export function interaction(needs: InteractionNeeds): Feature {
  const { config, storage, provider, connectors, signIn, refer, events } = needs;
  const { publicUrl, consentPause, lifetimes } = config;
  const { interaction: lifetime } = lifetimes;
  const secure = publicUrl.protocol === 'https:';
  const browser = outcomeCookies(publicUrl.origin);
  const formTokens = new FormTokens(config.cookieKeys, secure, lifetime);
  const firstShown = new FirstShown(storage.artifacts, lifetime);
  const firstAnswer = new FirstAnswer(storage.artifacts, lifetime);
  const steps = new Steps({ provider, storage, formTokens, firstAnswer, publicUrl, lifetime });
  const signInViews: SignInViews = { connectors, formTokens, refer };
  const consentView: ConsentView = { storage, formTokens, firstShown, consentPause };
  // Over https it is one cookie for everything, and outlives the user's time at the provider: what
  // comes of it is proved by it too.
  const stateCookieLifetime = secure ? lifetime : lifetimes.upstreamState;

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
    signingIn(router, { ...signInViews, steps, signIn, browser, stateCookieLifetime });
    const consentLifetime = lifetimes.consent;
    deciding(router, { ...consentView, steps, provider, events, consentLifetime });
    switchingUser(router, { steps, storage, events, publicUrl });
    callback(router, { signIn, connectors, browser, publicUrl, lifetime });
    app.use(router);
  };
}
