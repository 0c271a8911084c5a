import type { Response } from 'express';
import { consentRequest } from '../consent/consent-request.ts';
import { pendingConsent } from '../consent/decision.ts';
import { consentPage, describeIdentityScope } from '../pages/pages.ts';
import type { AppContext } from './app-context.ts';
import { HttpError } from './errors.ts';
import type { InteractionContext } from './interaction-context.ts';
import { sendPage } from './send-page.ts';

/** Asks the person: who wants what, at which resource, and where the answer goes. */
export async function renderConsent(
  { storage, formTokens }: AppContext,
  { uid, interaction, summary }: InteractionContext,
  res: Response,
): Promise<void> {
  const pending = pendingConsent(interaction);
  const person = pending && (await storage.users.find(pending.userId));
  if (pending === undefined || person === undefined) throw new HttpError('stale_interaction');
  const { resource, scopes } = await consentRequest(storage, pending);
  const { name, username, email } = person.user;
  const page = consentPage({
    client: summary,
    ...(resource && { resource: { name: resource.name, uri: resource.resource } }),
    scopes: scopes.map((scope) => ({ ...scope, optional: true })),
    identityScopes: pending.openidScopes.map((scope) => ({
      name: scope,
      description: describeIdentityScope(scope) ?? scope,
    })),
    user: {
      ...(name !== null && { name }),
      ...(username !== null && { username }),
      ...(email !== null && { email }),
    },
    action: `/interaction/${uid}/consent`,
    csrf: formTokens.issue(res, uid),
    switchUserAction: `/interaction/${uid}/switch`,
  });
  sendPage(res, page, { inAuthorizationFlow: true });
}
