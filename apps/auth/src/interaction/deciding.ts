import type { IRouter, Response } from 'express';
import type { Provider } from 'oidc-provider';
import { type ConsentRequest, consentRequest } from '../consent/consent-request.ts';
import { allow, decline, type PendingConsent, pendingConsent } from '../consent/decision.ts';
import { DECLINED, noOf, UNAVAILABLE } from '../consent/declined.ts';
import { learnsOfNo } from '../consent/known-client.ts';
import { shownTerms } from '../consent/shown-terms.ts';
import type { ShownPage } from '../consent/first-shown.ts';
import { isStranger } from '../consent/vouching.ts';
import type { Events } from '../events/events.ts';
import { HttpError } from '../http/sending/errors.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { type ConsentView, type NotCounted, renderConsent } from './consent-view.ts';
import type { InteractionRequest, Posted, Steps } from './steps.ts';
import { renderConnected, renderDeclined } from './decided-views.ts';

export interface DecidingNeeds extends ConsentView {
  readonly steps: Steps;
  /** the provider of the moment */
  readonly provider: () => Provider;
  readonly events: Events;
  /** seconds that a decision is remembered */
  readonly consentLifetime: number;
}

/** What the user allows or declines. */
export function deciding(router: IRouter, needs: DecidingNeeds): void {
  const { steps, storage, provider, events, scopeJudge, consentLifetime: lifetime } = needs;

  router.post(
    ENDPOINTS.consent.path,
    ...steps.form,
    async (req: InteractionRequest, res: Response) => {
      const posted = await steps.posted(req, res, 'consent');
      const { context, body, own } = posted;
      if (body.decision !== 'allow') return declined(posted, req, res);
      const ticked = tickedIn(body);
      const again = (because: NotCounted['because'], keeping?: Pick<NotCounted, 'ticked'>) =>
        renderConsent(needs, context, res, { ...keeping, because });
      const pending = pendingConsent(context.interaction, context.client);
      if (pending === undefined) throw new HttpError('stale_interaction', 'no_pending_consent');
      // The page said what the client was when it was made. It may have become another since.
      if (body.shown !== pending.shown) return again('changed', { ticked });
      const request = await consentRequest(storage, pending, scopeJudge);
      // The page has no button for it then.
      if (request.brings === 'nothing') return renderConsent(needs, context, res);
      const terms = shownTerms(request);
      // So with what the operator says. Ticks were set beside other words.
      if (body.terms !== terms) return again('terms-changed');
      if (await isTooSoon(needs, req, { shown: pending.shown, terms }))
        return again('too-soon', { ticked });
      if (!(await isVouchedFor(needs, pending, body))) return again('not-vouched', { ticked });
      if (isNothingTicked(pending, request, ticked)) return again('nothing-ticked', { ticked });
      await steps.expectFirst(context, { did: 'allow', ticked });
      const room = { provider: provider(), storage, events, lifetime, scopeJudge };
      const answerTo = { interactionUid: context.uid, resource: request.resource };
      const allowed = await allow(room, pending, ticked, answerTo);
      if (allowed === undefined) throw new HttpError('stale_interaction', 'no_pending_consent');
      const { grantId } = allowed;
      const target = await steps.answer(req, res, { consent: { grantId } }, own);
      return renderConnected(needs, context, res, { target, allowed });
    },
  );

  router.post(
    ENDPOINTS.cancel.path,
    ...steps.form,
    async (req: InteractionRequest, res: Response) =>
      declined(await steps.posted(req, res), req, res),
  );

  /** The user's no, pressed on a page of ours. */
  async function declined({ context, own }: Posted, req: InteractionRequest, res: Response) {
    await steps.expectFirst(context, { did: 'decline' });
    const { params, session } = context.interaction;
    const { clientId } = context.client;
    const userId = session?.accountId;
    const redirectUri = String(params.redirect_uri);
    const told = await learnsOfNo(storage, { clientId, redirectUri, userId });
    const pending = pendingConsent(context.interaction, context.client);
    const isUnavailable = pending !== undefined && (await isNothingAvailable(needs, pending));
    const answer = isUnavailable ? UNAVAILABLE : DECLINED;
    const target = await steps.answer(req, res, answer, own);
    await decline({ storage, events }, context.uid, { clientId, userId });
    const { prompt } = context.interaction;
    const why = noOf({ prompt, result: answer });
    await renderDeclined(needs, context, res, { target, told, why });
  }
}

/** Whether *Allow* was pressed sooner than anybody reads: the click was meant for something else. */
async function isTooSoon(
  { consentPause, firstShown, formTokens }: ConsentView,
  req: InteractionRequest,
  looks: Omit<ShownPage, 'uid'>,
): Promise<boolean> {
  if (consentPause === 0) return false;
  const page = { uid: req.params.uid, ...looks };
  return (await firstShown.age(page, formTokens.presented(req))) < consentPause;
}

/** Whether the user has said that they know the site, where that is asked of them. */
async function isVouchedFor(
  { confirmUnverified, storage }: ConsentView,
  pending: PendingConsent,
  { vouch }: Posted['body'],
): Promise<boolean> {
  if (!confirmUnverified || vouch === 'yes') return true;
  return !(await isStranger(storage, pending));
}

/**
 * Whether *Allow* would allow nothing: most scopes may have come unticked. The client would be told of a no
 * that the user has not said.
 */
function isNothingTicked(
  { openidScopes }: PendingConsent,
  { scopes }: ConsentRequest,
  ticked: readonly string[],
): boolean {
  return (
    openidScopes.length === 0 &&
    scopes.length > 0 &&
    scopes.every(({ name, optional }) => optional && !ticked.includes(name))
  );
}

/** Whether the user may have nothing of what is asked for. */
async function isNothingAvailable(
  { storage, scopeJudge }: ConsentView,
  pending: PendingConsent,
): Promise<boolean> {
  if (scopeJudge === undefined) return false;
  return (await consentRequest(storage, pending, scopeJudge)).brings === 'nothing';
}

function tickedIn({ scope }: Readonly<Record<string, unknown>>): string[] {
  return [scope ?? []].flat().map(String);
}
