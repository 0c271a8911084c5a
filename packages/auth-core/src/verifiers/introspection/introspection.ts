import { RemoteServer } from '../../remote/remote-server.ts';
import { clientAuthentication } from '../../client-authentication/client-authentication.ts';
import { introspectionEndpoint } from './endpoint.ts';
import type { RemoteRequest } from '../../remote/request-json.ts';
import { remoteSettings } from '../../remote/options.ts';
import type { AuthInfo } from '../../contract/auth-info.ts';
import { InvalidTokenError, IssuerError } from '../../errors/errors.ts';
import { checkForm } from '../../token/form.ts';
import { shapeOf } from '../../token/shape.ts';
import type { Presentation, Verifier } from '../../contract/verifier.ts';
import { cached } from '../../caching/cached.ts';
import { verifyActiveToken } from './active-token.ts';
import { introspectionExpectations } from './expectations.ts';
import type { IntrospectionVerifierOptions } from './options.ts';

/**
 * A verifier that asks the authorization server about each token (RFC 7662).
 *
 * ```ts
 * introspectionVerifier({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://mcp.example.com/mcp',
 *   clientAuthentication: { method: 'client_secret_basic', clientId, clientSecret },
 * });
 * ```
 *
 * An active token is cached for 30 seconds (`maxAge`), but never after its `exp`. A token that is not
 * active is never cached. Requests with the same token at the same time share one request to the
 * server. If that server cannot be reached, is too busy, refuses this server's own credentials or
 * sends an answer that cannot be used, `onProblem` is called and the client gets 503. It is not a 401,
 * because a new sign-in would not help.
 *
 * A JWT of another issuer is refused without being sent.
 *
 * @throws {@link ConfigurationError} when issuer, audience or credentials are missing, or an option
 *   cannot be correct
 */
export function introspectionVerifier(options: IntrospectionVerifierOptions): Verifier {
  const expected = introspectionExpectations(options);
  const settings = remoteSettings(options, 30);
  const { clock, maxAge, maxEntries } = settings;
  const { issuer, maxTokenLength } = expected;
  const server = new RemoteServer(settings);
  const endpoint = introspectionEndpoint(expected, settings);
  const authenticate = clientAuthentication(options.clientAuthentication, {
    issuer,
    clock,
    uniqueId: options.uniqueId ?? (() => crypto.randomUUID()),
  });

  async function introspectionRequest(token: string): Promise<RemoteRequest> {
    const url = await endpoint();
    const { headers, parameters } = await authenticate();
    return {
      url,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        token,
        token_type_hint: 'access_token',
        ...parameters,
      }).toString(),
      refusalStatuses: [],
      sendsCredentials: true,
    };
  }

  async function verify(token: string, presentation?: Presentation): Promise<AuthInfo> {
    checkForm(token, maxTokenLength);
    const shape = shapeOf(token);
    if (shape.kind === 'jwt' && shape.issuer !== undefined && shape.issuer !== issuer) {
      throw new InvalidTokenError('token_issuer_mismatch', 'iss is not the configured issuer');
    }
    const answer = await server.request(() => introspectionRequest(token));
    if (answer?.['active'] === false) {
      throw new InvalidTokenError('token_inactive', 'the token is not active');
    }
    if (answer?.['active'] !== true) {
      throw server.unavailable(
        new IssuerError('issuer_response_refused', 'active is neither true nor false'),
      );
    }
    const now = Math.floor(clock() / 1000);
    const holdsFor = Math.max(maxAge, 1);
    return verifyActiveToken({ token, answer, now, holdsFor }, expected, presentation);
  }

  const verifier: Verifier = {
    verify,
    recognises: (shape) => shape.kind === 'opaque' || shape.issuer === issuer,
    // Not JWTs, because a verifier for the JWTs of the same issuer may come before this one.
    shapes: [{ kind: 'opaque', prefix: undefined }],
  };
  return cached(verifier, { maxAge, maxEntries, clock });
}
