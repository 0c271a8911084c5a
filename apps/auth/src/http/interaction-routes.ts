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
import { learnsOfNo } from '../consent/known-client.ts';
import type { AppContext } from './app-context.ts';
import { renderConsent } from './consent-view.ts';
import { HttpError } from './errors.ts';
import {
  answerInteraction,
  type InteractionContext,
  loadInteraction,
} from './interaction-context.ts';
import {
  renderHandOffAfterNo,
  renderHandOffToClient,
  renderHandOffToProvider,
  renderLogin,
  renderNotAdmitted,
} from './interaction-views.ts';
import { sameOriginOnly } from './same-origin.ts';

type InteractionRequest = Request<{ uid: string }>;

export function interactionRoutes(app: AppContext): Router {
  const { provider, storage, signIn, connectors, browserCookie, formTokens, config } = app;
  const router = Router({ caseSensitive: true, strict: true });
  const load = (req: InteractionRequest, res: Response) =>
    loadInteraction(provider(), storage, req, res);
  const answer = (req: InteractionRequest, res: Response, result: InteractionResults) =>
    answerInteraction(provider(), storage, req, res, result);
  const form = [
    sameOriginOnly(config.publicUrl),
    express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 1000 }),
  ];

  /** Loads what a form is about and checks that the form was ours. */
  async function posted(req: InteractionRequest, res: Response, prompt?: string) {
    const context = await load(req, res);
    const body = fields(req);
    formTokens.check(context.uid, body.csrf);
    if (prompt !== undefined && context.interaction.prompt.name !== prompt) {
      throw new HttpError('stale_interaction');
    }
    return { context, body };
  }

  /** The person's no, pressed on a page of ours. */
  async function decline(context: InteractionContext, req: InteractionRequest, res: Response) {
    const { params, session } = context.interaction;
    const told = await learnsOfNo(storage, {
      clientId: context.client.clientId,
      redirectUri: String(params.redirect_uri),
      userId: session?.accountId,
    });
    const target = await answer(req, res, DECLINED);
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
    const { login_hint: hint, prompt } = context.interaction.params;
    const target = await signIn.begin(connector, context.uid, browserCookie.ensure(req, res), {
      ...(typeof hint === 'string' ? { loginHint: hint } : undefined),
      selectAccount: typeof prompt === 'string' && /login|select_account/.test(prompt),
    });
    renderHandOffToProvider(res, target.href, connector.label);
  });

  router.get('/interaction/:uid/signed-in', async (req: InteractionRequest, res) => {
    const context = await load(req, res);
    const outcome = await signIn.takeOutcome(context.uid, browserCookie.read(req));
    if (outcome === undefined) return res.redirect(303, `/interaction/${context.uid}`);
    if (outcome.outcome === 'failed') return renderLogin(app, context, res, outcome);
    if (outcome.outcome === 'not-admitted') return renderNotAdmitted(app, context, res, outcome);
    const returnTo = await finishSignIn(app, req, res, context, outcome.userId);
    return res.redirect(303, returnTo);
  });

  router.post('/interaction/:uid/consent', form, async (req: InteractionRequest, res: Response) => {
    const { context, body } = await posted(req, res, 'consent');
    if (body.decision !== 'allow') return decline(context, req, res);
    const target = await answer(req, res, await consented(app, context, body.scope));
    return renderHandOffToClient(context, res, target);
  });

  router.post('/interaction/:uid/cancel', form, async (req: InteractionRequest, res: Response) => {
    const { context } = await posted(req, res);
    return decline(context, req, res);
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

async function consented(app: AppContext, context: InteractionContext, scopes: unknown) {
  const pending = pendingConsent(context.interaction);
  if (pending === undefined) throw new HttpError('stale_interaction');
  const ticked = [scopes ?? []].flat().map(String);
  const { consent } = app.config.lifetimes;
  const grantId = await allow(app.provider(), app.storage, pending, ticked, consent);
  return { consent: { grantId } };
}

/** Records who signed in. Where somebody else was signed in here, that session is emptied first. */
async function finishSignIn(
  app: AppContext,
  req: InteractionRequest,
  res: Response,
  { interaction }: InteractionContext,
  userId: string,
): Promise<string> {
  const result = { login: { accountId: userId } };
  const returnTo = await answerInteraction(app.provider(), app.storage, req, res, result);
  const { session } = interaction;
  if (session?.uid !== undefined && session.accountId !== userId) {
    await app.storage.sessions.forgetAccount(session.uid);
  }
  return returnTo;
}

function fields(req: Request): Record<string, unknown> {
  return (req.body ?? {}) as Record<string, unknown>;
}
