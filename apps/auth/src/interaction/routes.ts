/**
 * Where a person signs in and decides.
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
import type { InteractionResults } from 'oidc-provider';
import express, { type Request, type Response, Router } from 'express';
import { allow, pendingConsent } from '../consent/decision.ts';
import { DECLINED } from '../consent/declined.ts';
import type { Answer } from '../consent/first-answer.ts';
import { learnsOfNo } from '../consent/known-client.ts';
import type { AppContext } from '../http/app-context.ts';
import { renderConsent } from './consent-view.ts';
import { HttpError } from '../http/sending/errors.ts';
import {
  AlreadyDone,
  answerInteraction,
  type InteractionContext,
  loadInteraction,
} from './context.ts';
import {
  renderHandOffAfterNo,
  renderHandOffToClient,
  renderHandOffToProvider,
  renderLogin,
  renderNotAdmitted,
} from './views.ts';
import type { OwnForm } from './form-tokens.ts';
import { callbackPath, signedInPath } from './paths.ts';
import { sameOriginOnly, saysSameOrigin } from '../http/request/same-origin.ts';

type InteractionRequest = Request<{ uid: string }>;

export function interactionRoutes(app: AppContext): Router {
  const { provider, storage, signIn, connectors, browser, formTokens, config } = app;
  const router = Router({ caseSensitive: true, strict: true });
  const load = (req: InteractionRequest, res: Response) =>
    loadInteraction(provider(), storage, req, res);
  const answer = (
    req: InteractionRequest,
    res: Response,
    result: InteractionResults,
    form?: OwnForm,
  ) => {
    // What is posted twice has one secret, unless it is only the form token that vouches for it.
    const isProved = form !== undefined && saysSameOrigin(req, config.publicUrl);
    const secret = isProved ? form.outcomeSecret() : undefined;
    const { interaction: maxAge } = config.lifetimes;
    return answerInteraction(provider(), storage, req, res, result, { maxAge, secret });
  };
  const form = [
    sameOriginOnly(config.publicUrl),
    express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 1000 }),
  ];

  /** Loads what a form is about and checks that the form was ours. */
  async function posted(req: InteractionRequest, res: Response, prompt?: string) {
    const context = await load(req, res);
    const body = fields(req);
    const own = formTokens.check(req, context.uid, body.csrf);
    if (prompt !== undefined && context.interaction.prompt.name !== prompt) {
      throw new HttpError('stale_interaction');
    }
    return { context, body, own };
  }

  /** The person's no, pressed on a page of ours. */
  async function decline(
    context: InteractionContext,
    req: InteractionRequest,
    res: Response,
    own: OwnForm,
  ) {
    await expectFirst(app, context, { did: 'decline' });
    const { params, session } = context.interaction;
    const told = await learnsOfNo(storage, {
      clientId: context.client.clientId,
      redirectUri: String(params.redirect_uri),
      userId: session?.accountId,
    });
    const target = await answer(req, res, DECLINED, own);
    renderHandOffAfterNo(context, res, target, told);
  }

  router.get('/interaction/:uid', async (req: InteractionRequest, res) => {
    const context = await load(req, res);
    if (context.interaction.prompt.name === 'consent') return renderConsent(app, context, res);
    return renderLogin(app, context, res);
  });

  router.post('/interaction/:uid/login', form, async (req: InteractionRequest, res: Response) => {
    const { context, body } = await posted(req, res);
    const connector = connectors.get(body.provider as never);
    if (connector === undefined) throw new HttpError('invalid_request');
    const { login_hint: hint, prompt, max_age: maxAge } = context.interaction.params;
    const asksWho = typeof prompt === 'string' && /login|select_account/.test(prompt);
    const again = typeof prompt === 'string' && prompt.includes('login');
    const given = browser.give(req.headers.cookie, {
      path: callbackPath(connector.provider),
      maxAge: stateCookieLifetime(config),
    });
    const target = await signIn.begin(connector, context.uid, given.secret, {
      ...(typeof hint === 'string' ? { loginHint: hint } : undefined),
      selectAccount: asksWho,
      isForced: again || maxAge !== undefined,
    });
    res.append('Set-Cookie', given.setCookie);
    renderHandOffToProvider(res, target.href, connector.label);
  });

  router.get('/interaction/:uid/signed-in', async (req: InteractionRequest, res) => {
    const context = await load(req, res);
    const presented = browser.read(req.headers.cookie);
    const outcome = await signIn.takeOutcome(context.uid, presented);
    if (outcome === undefined) return res.redirect(303, `/interaction/${context.uid}`);
    if (outcome === 'foreign') throw new HttpError('stale_interaction');
    for (const line of browser.clear(presented, signedInPath(context.uid))) {
      res.append('Set-Cookie', line);
    }
    if (outcome.outcome === 'failed') return renderLogin(app, context, res, outcome);
    if (outcome.outcome === 'not-admitted') return renderNotAdmitted(app, context, res, outcome);
    await expectFirst(app, context, { did: 'sign in' });
    const login = { accountId: outcome.userId, ts: outcome.authTime };
    return res.redirect(303, await answer(req, res, { login }));
  });

  router.post('/interaction/:uid/consent', form, async (req: InteractionRequest, res: Response) => {
    const { context, body, own } = await posted(req, res, 'consent');
    if (body.decision !== 'allow') return decline(context, req, res, own);
    if (await isTooSoon(app, req)) {
      return renderConsent(app, context, res, { ticked: tickedIn(body) });
    }
    const target = await answer(req, res, await consented(app, context, body), own);
    return renderHandOffToClient(context, res, target);
  });

  router.post('/interaction/:uid/cancel', form, async (req: InteractionRequest, res: Response) => {
    const { context, own } = await posted(req, res);
    return decline(context, req, res, own);
  });

  router.post('/interaction/:uid/switch', form, async (req: InteractionRequest, res: Response) => {
    const { context } = await posted(req, res);
    const { session, params } = context.interaction;
    if (session?.uid !== undefined) await storage.sessions.destroyByUid(session.uid);
    const again = new URL(provider().pathFor('authorization'), config.publicUrl);
    for (const [name, value] of Object.entries(params)) {
      for (const one of [value].flat()) {
        if (typeof one === 'string') again.searchParams.append(name, one);
      }
    }
    again.searchParams.set('prompt', 'login');
    res.redirect(303, `${again.pathname}${again.search}`);
  });

  return router;
}

/** Whether *Allow* was pressed sooner than anybody reads: the click was meant for something else. */
async function isTooSoon(
  { config, firstShown, formTokens }: AppContext,
  req: InteractionRequest,
): Promise<boolean> {
  if (config.consentPause === 0) return false;
  return (await firstShown.age(req.params.uid, formTokens.presented(req))) < config.consentPause;
}

/** @throws AlreadyDone where the interaction was answered otherwise before */
async function expectFirst(
  { firstAnswer }: AppContext,
  { uid }: InteractionContext,
  answer: Answer,
): Promise<void> {
  if (!(await firstAnswer.is(uid, answer))) throw new AlreadyDone();
}

function tickedIn({ scope }: Record<string, unknown>): string[] {
  return [scope ?? []].flat().map(String);
}

async function consented(
  app: AppContext,
  context: InteractionContext,
  body: Record<string, unknown>,
) {
  const pending = pendingConsent(context.interaction);
  if (pending === undefined) throw new HttpError('stale_interaction');
  const ticked = tickedIn(body);
  await expectFirst(app, context, { did: 'allow', ticked });
  const { consent } = app.config.lifetimes;
  const grantId = await allow(app.provider(), app.storage, pending, ticked, consent);
  return { consent: { grantId } };
}

/**
 * Over https it is one cookie for everything, and outlives the person's time at the provider: what
 * comes of it is proved by it too.
 */
function stateCookieLifetime({ publicUrl, lifetimes }: AppContext['config']): number {
  return publicUrl.protocol === 'https:' ? lifetimes.interaction : lifetimes.upstreamState;
}

function fields(req: Request): Record<string, unknown> {
  return (req.body ?? {}) as Record<string, unknown>;
}
