import { destinationOf } from '@gatehouse/display';
import type { RequestHandler, Response } from 'express';

import { heldErrorPage } from './held-error-page.ts';
import type { AuthorizationRequest, ProxyMemory } from './memory.ts';
import { sendOn, sendPage } from './page.ts';

/** Where an authorization response goes, and what it has to say of itself. */
type Recipient = Pick<AuthorizationRequest, 'clientId' | 'redirectUri' | 'state'>;

interface Sender {
  readonly memory: ProxyMemory;
  readonly issuer: string;
}

/** The authorization response, with the issuer (RFC 9207 §2). */
export function responseUrl(
  { redirectUri, state }: Pick<Recipient, 'redirectUri' | 'state'>,
  { issuer }: Pick<Sender, 'issuer'>,
  outcome: Readonly<Record<string, string>>,
): string {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(outcome)) target.searchParams.set(name, value);
  if (state !== undefined) target.searchParams.set('state', state);
  target.searchParams.set('iss', issuer);
  return target.href;
}

/**
 * Tells a client of an error. All clients here registered themselves, so the error waits on a page,
 * with one exception: what the person has decided is told at once to a program on their machine,
 * where nothing but the code of the error can be read.
 */
export function sendError(
  res: Response,
  recipient: Recipient,
  sender: Sender,
  { error, description, decided }: { error: string; description?: string; decided: boolean },
): void {
  const { redirectUri: redirect, clientId } = recipient;
  const target = responseUrl(recipient, sender, {
    error,
    ...(description !== undefined && { error_description: description }),
  });
  if (decided && destinationOf(redirect).kind !== 'https') {
    return sendOn(res, 'Nothing was shared', target);
  }
  const name = sender.memory.clients.get(clientId)?.client_name;
  sendPage(res, heldErrorPage({ name, redirect, error, target }));
}

/**
 * Keeps the SDK's handler of the authorization endpoint from redirecting. It does so with errors
 * alone, straight to whatever address somebody has registered, with nobody having seen a page.
 */
export function holdErrors(sender: Sender): RequestHandler {
  return (req, res, next) => {
    const hold = (...args: unknown[]) => {
      const { client_id: id, redirect_uri: uri, state } = req.query;
      const clientId = typeof id === 'string' ? id : '';
      const client = sender.memory.clients.get(clientId);
      const error = new URL(String(args.at(-1))).searchParams.get('error') ?? 'server_error';
      const recipient = {
        clientId,
        // The SDK has compared it with the client's, and takes the only one where none is named.
        redirectUri: typeof uri === 'string' ? uri : (client?.redirect_uris[0] ?? ''),
        state: typeof state === 'string' ? state : undefined,
      };
      const description = descriptions[error];
      sendError(res, recipient, sender, {
        error,
        ...(description && { description }),
        decided: false,
      });
    };
    res.redirect = hold;
    next();
  };
}

/**
 * Keeps the words of the SDK's parser out of its answers: they are JSON, over several lines, and of
 * what RFC 6749 §5.2 allows in a description they keep nothing.
 */
export function plainDescriptions(): RequestHandler {
  return (_req, res, next) => {
    const send = res.json.bind(res);
    res.json = (body: unknown) => {
      const { error_description: text } = Object(body) as { readonly error_description?: unknown };
      if (typeof text !== 'string' || /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(text)) {
        return send(body);
      }
      const description = 'A parameter is missing, malformed, or there twice.';
      return send({ ...(body as object), error_description: description });
    };
    next();
  };
}

/** In place of the SDK's, which repeat what was sent. */
const descriptions: Readonly<Record<string, string>> = {
  invalid_request:
    'response_type=code, code_challenge and code_challenge_method=S256 are required, each once.',
  invalid_target: 'The resource is not this server.',
};
