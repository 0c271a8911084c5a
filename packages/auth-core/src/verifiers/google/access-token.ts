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
 * Verifies Google's access tokens by asking tokeninfo. The token goes in a header, not in the URL,
 * where it would be logged.
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

  /** Google leaves `hd` out of tokeninfo, so whose organisation counts is asked for once more. */
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

/** The token is all that is shown, so a 401 is about it, as is the 400 that tokeninfo answers. */
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

/** 403: the token lacks the scope `openid`. */
function userinfo(url: string, token: string): RemoteRequest {
  const headers = { authorization: `Bearer ${token}` };
  return { url, method: 'GET', headers, refusalStatuses: [401, 403], sendsCredentials: false };
}

/** Seconds since the epoch, in decimal text as tokeninfo has it, or as a number. */
function expiryOf(exp: unknown): number {
  const end = typeof exp === 'string' && /^\d{1,12}$/.test(exp) ? Number(exp) : exp;
  if (typeof end === 'number' && Number.isFinite(end)) return end;
  throw new InvalidTokenError('token_claim_invalid', 'exp is not a time in seconds');
}
