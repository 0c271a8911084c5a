import type { Response } from 'express';
import type { Connector } from '../upstream/connector.ts';
import type { SignInOutcome } from '../federation/sign-in.ts';
import { reasonOfSignIn } from '../http/references/incident.ts';
import type { Refer } from '../http/references/references.ts';
import { handOffPage, loginPage, notAdmittedPage, statusOfSignInFailure } from '../pages/pages.ts';
import type { InteractionContext } from './steps.ts';
import { sendPage } from '../http/sending/send-page.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { FormTokens } from './form-tokens.ts';

type Failed = Extract<SignInOutcome, { outcome: 'failed' }>;
type NotAdmitted = Extract<SignInOutcome, { outcome: 'not-admitted' }>;

/** What the pages of a sign-in are made with. */
export interface SignInViews {
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly formTokens: FormTokens;
  readonly refer: Refer;
}

/** The page with one button for each provider; after a failed attempt it says what happened. */
export function renderLogin(
  { connectors, formTokens, refer }: SignInViews,
  { uid, summary }: InteractionContext,
  res: Response,
  failed?: Failed,
): void {
  const providers = [...connectors.values()];
  const reference = failed && referenceOf(failed, res, refer);
  const props = {
    client: summary,
    providers: providers.map(({ provider: id, label, mark, emulated }) => ({
      id,
      label,
      mark,
      emulated,
    })),
    action: addressOf(ENDPOINTS.login, { uid }),
    csrf: formTokens.issue(res, uid),
    ...(reference !== undefined && { reference }),
    ...(failed && {
      failed: { code: failed.code, provider: connectors.get(failed.provider)?.label },
    }),
  };
  const status = failed ? statusOfSignInFailure(failed.code) : 200;
  sendPage(res, loginPage, props, { inAuthorizationFlow: true, status });
}

/** Signed in upstream, but not on the operator's list. */
export function renderNotAdmitted(
  { connectors, formTokens, refer }: SignInViews,
  { uid, summary }: InteractionContext,
  res: Response,
  { as, provider, subject, refusal }: NotAdmitted,
): void {
  const reference = refer(res, {
    reason: 'not_admitted',
    status: 403,
    provider,
    // Some OpenID providers take an address for it, and those are not logged.
    subject: subject?.includes('@') ? undefined : subject,
    refusal,
  });
  const props = {
    user: { username: as },
    provider: connectors.get(provider)?.label ?? provider,
    clientName: summary.name,
    csrf: formTokens.issue(res, uid),
    switchAccountAction: addressOf(ENDPOINTS.switchUser, { uid }),
    returnAction: addressOf(ENDPOINTS.cancel, { uid }),
    ...(reference !== undefined && { reference }),
  };
  sendPage(res, notAdmittedPage, props, { status: 403, inAuthorizationFlow: true });
}

/** On to an identity provider: the address carries a state, never a code. */
export function renderHandOffToProvider(res: Response, target: string, label: string): void {
  const to = { kind: 'provider', label } as const;
  sendPage(res, handOffPage, { target, to }, { inAuthorizationFlow: true });
}

/** On to the resume address, from where the answer goes to the client. */
export function renderHandOffToClient(
  { summary }: InteractionContext,
  res: Response,
  target: string,
): void {
  const to = { kind: 'app', name: summary.name } as const;
  sendPage(res, handOffPage, { target, to }, { inAuthorizationFlow: true });
}

/**
 * On from a no. @param told whether the app is told at once; otherwise the page comes next that leaves
 * it to the user (provider/authorization/error-responses.ts)
 */
export function renderHandOffAfterNo(
  { summary }: InteractionContext,
  res: Response,
  target: string,
  told: boolean,
): void {
  const to = { kind: 'declined', redirect: summary.redirect, told } as const;
  sendPage(res, handOffPage, { target, to }, { inAuthorizationFlow: true });
}

/** What the operator finds in the log. */
function referenceOf({ code, provider, causeId }: Failed, res: Response, refer: Refer) {
  const reason = reasonOfSignIn(code);
  return (
    reason &&
    refer(res, { reason, error: code, status: statusOfSignInFailure(code), provider, causeId })
  );
}
