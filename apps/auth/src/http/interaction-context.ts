import type { Request, Response } from 'express';
import {
  type Client,
  errors,
  type Interaction,
  type InteractionResults,
  type Provider,
} from 'oidc-provider';
import type { ClientSummary } from '../pages/pages.ts';
import {
  isFinishedInteraction,
  isPendingInteraction,
} from '../provider/adapter/interaction-adapter.ts';
import type { Storage } from '../storage/storage.ts';
import type { Giving } from '../provider/authorization/browser-cookies.ts';
import { nextInteractionCookie } from '../provider/authorization/next-interaction.ts';
import { ownOutcome } from '../provider/authorization/outcome-binding.ts';
import { clientSummary } from './client-summary.ts';
import { cookieValue } from './cookie-value.ts';
import { HttpError } from './errors.ts';

/** The interaction of this browser at this address, with the client that waits for it. */
export interface InteractionContext {
  readonly uid: string;
  readonly interaction: Interaction;
  readonly client: Client;
  readonly summary: ClientSummary;
}

/** The request was answered before: Back, Reload or a second click. */
export class AlreadyDone extends Error {
  /** uid of the interaction that this one led to, where that is still pending in this browser */
  readonly next: string | undefined;

  constructor(next?: string) {
    super('the interaction was answered before');
    this.next = next;
  }
}

/**
 * Loads the interaction that this browser's cookie and the address agree on.
 *
 * @throws AlreadyDone where it was answered before
 * @throws HttpError `stale_interaction` where it is unknown to this browser
 */
export async function loadInteraction(
  provider: Provider,
  storage: Storage,
  req: Request<{ uid: string }>,
  res: Response,
): Promise<InteractionContext> {
  const { uid } = req.params;
  const interaction = await details(provider, storage, req, res);
  if (interaction.uid !== uid) throw new HttpError('stale_interaction');
  const { client_id: clientId, redirect_uri: redirectUri } = interaction.params;
  const client = await provider.Client.find(String(clientId));
  const row = await storage.clients.row(String(clientId));
  if (client === undefined || row === undefined) {
    const wasSwitchedOff = (await storage.clients.show(String(clientId)))?.disabled_at != null;
    throw new HttpError(wasSwitchedOff ? 'client_disabled' : 'invalid_client');
  }
  // Of before an upgrade, maybe, whose rules no longer let anybody be answered there.
  if (!client.redirectUriAllowed(String(redirectUri))) throw new HttpError('stale_interaction');
  return {
    uid,
    interaction,
    client,
    summary: clientSummary(client, row.kind, String(redirectUri)),
  };
}

async function details(
  provider: Provider,
  storage: Storage,
  req: Request<{ uid: string }>,
  res: Response,
): Promise<Interaction> {
  try {
    return await provider.interactionDetails(req, res);
  } catch (error) {
    throw await explained(error, provider, storage, req);
  }
}

/**
 * Records the answer to an interaction, for this browser alone: the response gets the cookie that the
 * resumption has to present.
 *
 * @returns the resume address
 * @throws AlreadyDone where another request, a second click perhaps, has answered it meanwhile
 */
export async function answerInteraction(
  provider: Provider,
  storage: Storage,
  req: Request<{ uid: string }>,
  res: Response,
  result: InteractionResults,
  giving: Omit<Giving, 'path'>,
): Promise<string> {
  const { issuer } = provider;
  const own = ownOutcome(issuer, req.params.uid, req.headers.cookie, result, giving);
  try {
    const returnTo = await provider.interactionResult(req, res, own.result);
    res.append('Set-Cookie', own.setCookie);
    return returnTo;
  } catch (error) {
    throw await explained(error, provider, storage, req);
  }
}

/** What a missing interaction means to the person: answered before, or unknown to this browser. */
async function explained(
  error: unknown,
  provider: Provider,
  storage: Storage,
  req: Request<{ uid: string }>,
): Promise<unknown> {
  if (!(error instanceof errors.SessionNotFound)) return error;
  if (!(await isFinishedInteraction(storage, req.params.uid))) {
    return new HttpError('stale_interaction', { cause: error });
  }
  const next = cookieValue(req, nextInteractionCookie(provider.issuer));
  const pending =
    next !== undefined && SHAPE.test(next) && (await isPendingInteraction(storage, next));
  return new AlreadyDone(pending ? next : undefined);
}

const SHAPE = /^[\w-]{1,64}$/;
