import { unexpectedStatus } from '../../upstream/upstream-failure.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { UpstreamError, type UpstreamErrorCode } from '../../upstream/upstream-error.ts';

interface Refusal {
  readonly code: UpstreamErrorCode;
  readonly reason: string;
  readonly remedy: string;
}

/** What its sentences are recognised by. They are read here and repeated nowhere. */
const SENTENCES: readonly (readonly [RegExp, Refusal])[] = [
  [
    /\bip allow list\b/i,
    {
      code: 'misconfigured',
      reason: 'ip_allow_list',
      remedy:
        'An organisation or enterprise has an IP allow list: have its owners put the addresses on it from which this server reaches GitHub.',
    },
  ],
  [
    /\boauth app access restrictions\b/i,
    {
      code: 'misconfigured',
      reason: 'app_not_approved',
      remedy:
        'An organisation restricts OAuth apps: have an owner approve this one (organisation settings, third-party access).',
    },
  ],
  [
    /\baccount (?:was|is|has been) (?:suspended|flagged|disabled)\b/i,
    {
      code: 'suspended',
      reason: 'suspended',
      remedy: 'GitHub has suspended the account: its owner has to ask GitHub.',
    },
  ],
  [
    /\bnot accessible by (?:integration|personal access token)\b/i,
    {
      code: 'misconfigured',
      reason: 'permission_missing',
      remedy:
        'Give the GitHub App the account permission “Email addresses: read”, and for organisations “Members: read”.',
    },
  ],
];

/**
 * An answer of the REST API that is no 200. A 403 is a limit only with the headers of one (“Rate limits
 * for the REST API”); otherwise somebody has forbidden something, and waiting does not help.
 *
 * @param what the request: `GET /user`
 * @param apiUrl where it went
 */
export async function refusalOf(
  upstream: Upstream,
  response: Response,
  { what, apiUrl }: { readonly what: string; readonly apiUrl: string },
): Promise<UpstreamError> {
  const { status, headers } = response;
  const refused = (code: UpstreamErrorCode, reason: string, remedy?: string) =>
    new UpstreamError(
      code,
      upstream.provider,
      `${upstream.label} answered ${what} with status ${status}.`,
      { reason, ...(remedy !== undefined && { remedy }) },
    );
  if (status === 429 || (status === 403 && isLimit(headers))) {
    return refused('unavailable', 'rate_limited');
  }
  const addresses = `Compare GITHUB_URL and GITHUB_API_URL: ${apiUrl} has to be the REST API of the GitHub that people sign in at.`;
  // The token is seconds old, so it is of another GitHub than this.
  if (status === 401) return refused('misconfigured', 'token_refused', addresses);
  if (status === 404) {
    return isScopeMissing(headers)
      ? refused('misconfigured', 'scope_missing', scopeRemedy(upstream, headers))
      : refused('misconfigured', 'not_found', addresses);
  }
  if (status !== 403) return unexpectedStatus(upstream, status, what);
  // Its URL holds a one-time request, so nothing of it is kept.
  if (/^required\b/i.test(headers.get('x-github-sso') ?? '')) {
    return refused('sso_required', 'sso_required');
  }
  const message = await messageOf(response);
  for (const [sentence, { code, reason, remedy }] of SENTENCES) {
    if (sentence.test(message)) return refused(code, reason, remedy);
  }
  return isScopeMissing(headers)
    ? refused('misconfigured', 'scope_missing', scopeRemedy(upstream, headers))
    : refused(
        'misconfigured',
        'forbidden',
        `GitHub forbids ${what} to client ${upstream.registration.clientId}: see the app in ${upstream.registration.place}, and the policies of the organisation or enterprise.`,
      );
}

function isLimit(headers: Headers): boolean {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
}

/** GitHub names the scopes that the request takes, of which one is enough, and those of the token. */
function isScopeMissing(headers: Headers): boolean {
  const [accepted, granted] = [scopes(headers, 'x-accepted-oauth-scopes'), scopesOf(headers)];
  return accepted.length > 0 && !accepted.some((scope) => granted.includes(scope));
}

function scopeRemedy({ registration }: Upstream, headers: Headers): string {
  const granted = scopesOf(headers).filter((scope) => /^[\w:.-]{1,40}$/.test(scope));
  return `The token has the scopes “${granted.join(' ')}” and needs “${registration.scope}”: see the app of client ${registration.clientId} in ${registration.place}.`;
}

function scopesOf(headers: Headers): string[] {
  return scopes(headers, 'x-oauth-scopes');
}

function scopes(headers: Headers, name: string): string[] {
  return (headers.get(name) ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
}

async function messageOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('message' in body)) return '';
  return typeof body.message === 'string' ? body.message : '';
}
