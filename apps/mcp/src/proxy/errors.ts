import { destinationOf } from '@gatehouse/display';
import type { RequestHandler, Response } from 'express';

import { refer } from '../http/request-log.ts';
import type { AuthorizationRequest, ProxyMemory } from './memory.ts';
import { statusOfHeldError } from './pages/held-error-page.tsx';
import { sendPage } from './sending.ts';

/** The client that gets an authorization response, and the parameters for it. */
type Recipient = Pick<AuthorizationRequest, 'clientId' | 'redirectUri' | 'state'> &
  Partial<Pick<AuthorizationRequest, 'uiLocales'>>;

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
 * Sends an error to a client. All clients have registered themselves, so the browser is not redirected
 * at once: a page shows the error and a link to the client. There is one exception: a program on the
 * user's machine gets the decision of the user immediately, and learns only the code of the error.
 */
export function sendError(
  res: Response,
  recipient: Recipient,
  sender: Sender,
  { error, description, decided }: { error: string; description?: string; decided: boolean },
): void {
  const { redirectUri, clientId, uiLocales } = recipient;
  const target = responseUrl(recipient, sender, {
    error,
    ...(description !== undefined && { error_description: description }),
  });
  if (decided && destinationOf(redirectUri).kind !== 'https') {
    return sendPage(res, 'GoingOnPage', { target, to: 'declined' }, { uiLocales });
  }
  const client = sender.memory.clients.get(clientId);
  // A no is what the user wanted: nothing went wrong.
  const reference =
    error === 'access_denied'
      ? undefined
      : refer({ reason: 'held_error', error, ...(client && { client_id: clientId }) });
  const shown = { id: clientId, name: client?.client_name, redirectUri };
  const status = statusOfHeldError(error);
  sendPage(
    res,
    'HeldErrorPage',
    { client: shown, error, target, reference },
    { status, uiLocales },
  );
}

/**
 * Replaces the redirects of the SDK's authorization endpoint by a page. The SDK redirects only for
 * errors, immediately, to any address that somebody has registered, and the user would see no page.
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
        // The SDK has already compared it. Without the parameter, the client has only one redirect URI.
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
 * Replaces descriptions that come from the SDK's parser. They are JSON with several lines, and contain
 * characters that RFC 6749 §5.2 does not allow in a description.
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

/** Used instead of the SDK's descriptions, which repeat what the client has sent. */
const descriptions: Readonly<Record<string, string>> = {
  invalid_request:
    'response_type=code, code_challenge and code_challenge_method=S256 are required, each once.',
  invalid_target: 'The resource is not this server.',
};
