import { type AuthError, InsufficientScopeError } from '../errors/errors.ts';
import { addHeldScopes } from '../scopes/scopes.ts';
import type { TokenScheme } from '../contract/verifier.ts';

/** What a challenge tells the client about how to get a token. */
export interface ChallengeHints {
  /** Where the protected-resource metadata is (RFC 9728 §5.1). */
  readonly metadataUrl: string;
  /** Scopes that a client without a token should ask for (MCP authorization, scope selection). */
  readonly scopes: readonly string[];
  /** The scopes of the resource. A challenge repeats no other scopes of a token. Default: it repeats all. */
  readonly known?: readonly string[];
  /** Algorithms for DPoP proofs, where the resource accepts them. There are then two challenges. */
  readonly dpopAlgorithms?: readonly string[];
  /** Whether the resource accepts only DPoP. The only challenge is then for DPoP. */
  readonly dpopRequired?: boolean;
  /** The scheme of the request that was refused. Default: `Bearer`. */
  readonly scheme?: TokenScheme;
}

/** The HTTP answer to a refused request, independent of any framework. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** The answer to a request that failed with `error`. */
export function refusal(error: AuthError, hints: ChallengeHints): Refusal {
  return {
    status: error.status,
    headers: {
      'Cache-Control': 'no-store',
      ...(error.status < 500 && { 'WWW-Authenticate': challenge(error, hints) }),
      ...error.headers,
    },
    body: {
      ...(error.error !== undefined && { error: error.error }),
      error_description: error.description,
    },
  };
}

type Parameter = readonly [name: string, value: string];

/**
 * The `WWW-Authenticate` value (RFC 6750 §3, RFC 9728 §5.1). It has no `error` when no token was
 * sent. With `insufficient_scope` it names every scope that the token has or the operation needs. A
 * resource that accepts DPoP offers both schemes; the error is part of the challenge for the scheme
 * that was used (RFC 9449 §7.2).
 */
export function challenge(error: AuthError, hints: ChallengeHints): string {
  const scopes =
    error instanceof InsufficientScopeError ? scopesToChallenge(error, hints.known) : hints.scopes;
  const common: Parameter[] = [['resource_metadata', hints.metadataUrl]];
  if (scopes.length > 0) common.push(['scope', scopes.join(' ')]);
  const failure: Parameter[] =
    error.error === undefined
      ? []
      : [
          ['error', error.error],
          ['error_description', error.description],
        ];
  const { dpopAlgorithms, dpopRequired = false } = hints;
  const scheme = dpopRequired ? 'DPoP' : (hints.scheme ?? 'Bearer');
  const own = (name: TokenScheme) => [...(name === scheme ? failure : []), ...common];
  const bearer = serialize('Bearer', own('Bearer'));
  if (dpopAlgorithms === undefined) return bearer;
  const dpop = serialize('DPoP', [...own('DPoP'), ['algs', dpopAlgorithms.join(' ')]]);
  if (dpopRequired) return dpop;
  // The scheme that failed comes first, because many clients read only the first challenge.
  return scheme === 'DPoP' ? `${dpop}, ${bearer}` : `${bearer}, ${dpop}`;
}

function scopesToChallenge({ held, scopes }: InsufficientScopeError, known = held): string[] {
  return addHeldScopes(
    known.filter((scope) => held.includes(scope)),
    scopes,
  );
}

function serialize(scheme: TokenScheme, parameters: readonly Parameter[]): string {
  return `${scheme} ${parameters.map(([name, value]) => `${name}="${quoted(value)}"`).join(', ')}`;
}

/** As a quoted-string (RFC 9110 §5.6.4), without characters outside printable ASCII. */
function quoted(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["\\]/g, '\\$&');
}
