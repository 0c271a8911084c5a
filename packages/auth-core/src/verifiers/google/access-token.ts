import type { RemoteServer } from '../../remote/remote-server.ts';
import type { JsonObject, RemoteRequest } from '../../remote/request-json.ts';
import type { AuthInfo } from '../../contract/auth-info.ts';
import type { Claims } from '../../token/claims.ts';
import { InvalidTokenError, IssuerError } from '../../errors/errors.ts';
import { parseScopes, requireScopes } from '../../scopes/scopes.ts';
import { checkForm } from '../../token/form.ts';
import { checkHostedDomain, clientOf, type GoogleClaims, userClaims } from './claims.ts';
import type { GoogleExpectations } from './expectations.ts';

/** Characters. Google promises at most 2,048 bytes. */
const maxTokenLength = 2048;

export interface GoogleConnection {
  readonly server: RemoteServer;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Seconds. */
  readonly maxAge: number;
}

/**
 * Verifies Google's access tokens at the tokeninfo endpoint. The token is sent in a header and not in
 * the URL, because URLs are written to logs.
 */
export function accessTokenVerifier(
  expected: GoogleExpectations,
  { server, clock, maxAge }: GoogleConnection,
): (token: string) => Promise<AuthInfo<GoogleClaims>> {
  const { endpoints, hostedDomains, requiredScopes, issuers } = expected;

  async function ask(request: RemoteRequest): Promise<JsonObject> {
    const answer = await server.request(() => request);
    if (!answer) throw new InvalidTokenError('token_inactive', 'Google refuses the token');
    return answer;
  }

  /** The user's organisation. Tokeninfo does not have `hd`, so this needs a second request. */
  async function organisationOf(token: string, sub: string): Promise<Claims> {
    const user = await ask(userinfo(endpoints.userinfo, token));
    if (user['sub'] !== sub) {
      throw server.unavailable(
        new IssuerError('issuer_response_refused', 'userinfo is about another user than tokeninfo'),
      );
    }
    return { hd: user['hd'] };
  }

  return async (token) => {
    checkForm(token, maxTokenLength);
    const info = await ask(tokeninfo(endpoints.tokeninfo, token));
    const clientId = clientOf(info, expected);
    const now = Math.floor(clock() / 1000);
    const exp = expiryOf(info['exp']);
    if (exp <= now) throw new InvalidTokenError('token_expired', 'exp is in the past');
    const scopes = parseScopes(info['scope']);
    const { sub } = userClaims(info);
    const known = hostedDomains ? { ...info, ...(await organisationOf(token, sub)) } : info;
    checkHostedDomain(known['hd'], expected);
    requireScopes({ scopes }, requiredScopes);
    const expiresAt = Math.min(exp, now + Math.max(maxAge, 1));
    const claims = { ...userClaims(known), exp, scope: scopes.join(' ') };
    const subject = claims.sub;
    return { token, clientId, scopes, expiresAt, subject, issuer: issuers[0], extra: { claims } };
  };
}

/**
 * The request has no credentials except the token. So a 401 means that the token is refused, and so
 * does the 400 of tokeninfo.
 */
function tokeninfo(url: string, token: string): RemoteRequest {
  return {
    url,
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: '',
    refusalStatuses: [400, 401],
    sendsCredentials: false,
  };
}

/** A 403 means that the token does not have the scope `openid`. */
function userinfo(url: string, token: string): RemoteRequest {
  const headers = { authorization: `Bearer ${token}` };
  return { url, method: 'GET', headers, refusalStatuses: [401, 403], sendsCredentials: false };
}

/** Seconds since the epoch: tokeninfo writes them as a decimal string; a number is accepted as well. */
function expiryOf(exp: unknown): number {
  const end = typeof exp === 'string' && /^\d{1,12}$/.test(exp) ? Number(exp) : exp;
  if (typeof end === 'number' && Number.isFinite(end)) return end;
  throw new InvalidTokenError('token_claim_invalid', 'exp is not a time in seconds');
}
