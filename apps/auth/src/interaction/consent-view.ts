import type { Response } from 'express';
import { type ConsentRequest, consentRequest } from '../consent/consent-request.ts';
import { type PendingConsent, pendingConsent } from '../consent/decision.ts';
import type { FirstShown } from '../consent/first-shown.ts';
import { shownTerms } from '../consent/shown-terms.ts';
import { isStranger } from '../consent/vouching.ts';
import { type ConsentPageProps, ConsentPage } from '../pages/pages.ts';
import type { ScopeJudge } from '../federation/scope-judge.ts';
import { HttpError } from '../http/sending/errors.ts';
import type { InteractionContext } from './steps.ts';
import { sendPage } from '../http/sending/send-page.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { Lifetimes } from '../config/config.ts';
import { acquaintance } from '../storage/acquaintance.ts';
import type { Storage } from '../storage/storage.ts';
import type { FormTokens } from '../session/form-tokens.ts';
import { providersOf, shownUser } from '../session/shown-user.ts';
import type { Connector } from '../upstream/connector.ts';
import { termOf } from './term.ts';

/** What the consent page is made with. */
export interface ConsentView {
  readonly storage: Storage;
  readonly formTokens: FormTokens;
  readonly firstShown: FirstShown;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly lifetimes: Pick<Lifetimes, 'accessToken' | 'refreshIdle' | 'refreshMax'>;
  /** seconds from the page to the first *Allow* that counts */
  readonly consentPause: number;
  /** whether a user has to say that they know a site of which only its own word is known */
  readonly confirmUnverified: boolean;
  /** undefined where every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
}

/** *Allow* did not count, and the page is shown again. */
export interface NotCounted {
  /** scopes that were ticked, and are again; absent: as the page comes at first */
  readonly ticked?: readonly string[];
  /**
   * nobody can have read the page; the client has changed its looks since the page was made, or the operator
   * the terms of a scope; the tick was missing that says that the user knows the site; or there is nothing that
   * the client would get
   */
  readonly because: NonNullable<ConsentPageProps['notCounted']>;
}

/** Asks the user: who wants what, at which resource, and where the answer goes. */
export async function renderConsent(
  view: ConsentView,
  context: InteractionContext,
  res: Response,
  pressed?: NotCounted,
): Promise<void> {
  const { storage, formTokens, firstShown, consentPause, scopeJudge } = view;
  const { uid, interaction, client } = context;
  const pending = pendingConsent(interaction, client);
  const found = pending && (await storage.users.find(pending.userId));
  if (pending === undefined || found === undefined)
    throw new HttpError('stale_interaction', 'no_pending_consent');
  const request = await consentRequest(storage, pending, scopeJudge);
  const stranger = await strangerOf(view, pending);
  const { token: csrf, secret } = formTokens.issueWithSecret(res, { form: 'interaction', uid });
  const terms = shownTerms(request);
  if (consentPause > 0) await firstShown.note({ uid, shown: pending.shown, terms }, secret);
  const [latest] = providersOf(found.identities);
  const provider =
    latest === undefined ? undefined : (view.connectors.get(latest)?.label ?? latest);
  const props: ConsentPageProps = {
    ...requestProps(view, context, pending, request, pressed),
    user: shownUser(found.user),
    ...(provider !== undefined && { provider }),
    ...(stranger && { stranger }),
    terms,
    csrf,
  };
  // A page that is shown again keeps the ticks that it was posted with.
  const at = pressed === undefined ? addressOf(ENDPOINTS.interaction, { uid }) : undefined;
  sendPage(res, ConsentPage, props, { inAuthorizationFlow: true, at });
}

function requestProps(
  { lifetimes }: ConsentView,
  { uid, client, summary }: InteractionContext,
  { clientId, redirectUri, openidScopes, shown }: PendingConsent,
  { resource, scopes, changed, unavailable, brings, isStepUp, identityBefore }: ConsentRequest,
  pressed: NotCounted | undefined,
): Omit<ConsentPageProps, 'user' | 'terms' | 'csrf'> {
  return {
    client: summary,
    clientId,
    redirectUri,
    ...(resource && { resource: { name: resource.name, uri: resource.resource } }),
    scopes: scopes.map((scope) => ({
      ...scope,
      checked: scope.optional
        ? (pressed?.ticked?.includes(scope.name) ?? scope.checked)
        : scope.checked,
    })),
    isStepUp,
    unavailable,
    brings,
    term: termOf(client, lifetimes),
    identityScopes: openidScopes,
    identityBefore,
    action: addressOf(ENDPOINTS.consent, { uid }),
    shown,
    ...(changed && { changed }),
    ...(pressed && { notCounted: pressed.because }),
    switchUserAction: addressOf(ENDPOINTS.switchUser, { uid }),
  };
}

async function strangerOf(
  { storage, confirmUnverified: mustVouch }: ConsentView,
  pending: PendingConsent,
): Promise<ConsentPageProps['stranger']> {
  if (!(await isStranger(storage, pending))) return undefined;
  const known = await acquaintance(storage.database, pending);
  return known && { ...known, mustVouch };
}
