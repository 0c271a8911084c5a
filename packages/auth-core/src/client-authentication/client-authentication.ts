import { ConfigurationError } from '../errors/errors.ts';
import { text } from '../options/checked-options.ts';
import { signedAssertion } from './client-assertion.ts';
import type { ClientAuthentication } from './options.ts';

/** The credentials of one request: headers, and parameters of its body. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface AuthenticationContext {
  /** The authorization server, which is the audience of assertions. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Makes a text that cannot be guessed and is never the same twice. */
  readonly uniqueId: () => string;
}

/**
 * How this server authenticates at an authorization server: a function that makes the credentials of
 * one request.
 *
 * @throws {@link ConfigurationError} when something is missing; the message never contains a secret
 */
export function clientAuthentication(
  client: ClientAuthentication,
  context: AuthenticationContext,
): () => Credentials | Promise<Credentials> {
  const clientId = text('clientAuthentication.clientId', client?.clientId);
  switch (client.method) {
    case 'client_secret_basic': {
      const secret = text('clientAuthentication.clientSecret', client.clientSecret);
      const credentials = { headers: basic(clientId, secret), parameters: {} };
      return () => credentials;
    }
    case 'client_secret_post': {
      const secret = text('clientAuthentication.clientSecret', client.clientSecret);
      const parameters = { client_id: clientId, client_secret: secret };
      return () => ({ headers: {}, parameters });
    }
    case 'private_key_jwt': {
      const sign = signedAssertion(client, context);
      return async () => ({
        headers: {},
        parameters: {
          client_id: clientId,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await sign(),
        },
      });
    }
    default:
      throw new ConfigurationError(
        'clientAuthentication.method: choose client_secret_basic, client_secret_post or private_key_jwt',
      );
  }
}

/** RFC 6749 §2.3.1: id and secret are form-encoded first, so that both may contain a colon. */
function basic(clientId: string, secret: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${btoa(`${formEncode(clientId)}:${formEncode(secret)}`)}` };
}

function formEncode(value: string): string {
  return new URLSearchParams({ '': value }).toString().slice(1);
}
