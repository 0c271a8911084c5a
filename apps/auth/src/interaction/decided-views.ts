import type { Response } from 'express';
import type { Allowed } from '../consent/decision.ts';
import { sendPage } from '../http/sending/send-page.ts';
import { ConnectedPage, DeclinedPage, type DeclinedPageProps } from '../pages/pages.ts';
import { SCOPE_KINDS, termsOf } from '../protocol/resource.ts';
import { shownUser } from '../session/shown-user.ts';
import type { ConsentView } from './consent-view.ts';
import type { InteractionContext } from './steps.ts';
import { termOf } from './term.ts';

type DecidedView = Pick<ConsentView, 'storage' | 'lifetimes'>;

/** After *Allow*: on to the resume address, from where the answer goes to the client. */
export async function renderConnected(
  { storage, lifetimes }: DecidedView,
  { client, summary, interaction }: InteractionContext,
  res: Response,
  { target, allowed }: { readonly target: string; readonly allowed: Allowed },
): Promise<void> {
  const found = await storage.users.find(String(interaction.session?.accountId));
  const { resource, scopes } = allowed;
  const kinds = new Set(scopes.map((scope) => termsOf(resource, scope)?.kind ?? 'change'));
  const props = {
    target,
    client: summary,
    ...(resource && { server: resource.name }),
    user: found === undefined ? {} : shownUser(found.user),
    kinds: SCOPE_KINDS.filter((kind) => kinds.has(kind)),
    term: termOf(client, lifetimes),
  };
  sendPage(res, ConnectedPage, props, { inAuthorizationFlow: true });
}

/** A no that is on its way. */
export interface AnsweredNo {
  readonly target: string;
  /** whether the app is told at once; otherwise the same page comes next, with a link that tells it */
  readonly told: boolean;
  readonly why: DeclinedPageProps['why'];
}

/** On from a no (http/sending/declined.ts). */
export async function renderDeclined(
  { storage }: DecidedView,
  { client, summary, interaction }: InteractionContext,
  res: Response,
  { target, told, why }: AnsweredNo,
): Promise<void> {
  const { resource } = interaction.params;
  const known = typeof resource === 'string' ? await storage.resources.find(resource) : undefined;
  const props = {
    client: summary,
    clientId: client.clientId,
    ...(known && { server: known.name }),
    why,
    next: { kind: 'goes-on', target, told },
  } as const;
  sendPage(res, DeclinedPage, props, { inAuthorizationFlow: true });
}
