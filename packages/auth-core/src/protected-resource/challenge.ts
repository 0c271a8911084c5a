import { type AuthError, InsufficientScopeError } from '../errors/errors.ts';
import { addHeldScopes } from '../scopes/scopes.ts';
import type { TokenScheme } from '../contract/verifier.ts';

/** What the challenge tells a client about getting a token. */
export interface ChallengeHints {
  /** Where the protected-resource metadata is (RFC 9728 §5.1). */
  readonly metadataUrl: string;
  /** Scopes worth asking for at the start (MCP authorization, scope selection). */
  readonly scopes: readonly string[];
  /** The scopes of the resource: of what a token has, no other is repeated. Default: whatever it has. */
  readonly known?: readonly string[];
  /** Algorithms of DPoP proofs, where the resource takes them: a second challenge then says so. */
  readonly dpopAlgorithms?: readonly string[];
  /** Whether nothing but DPoP is taken: then nothing else is offered. */
  readonly dpopRequired?: boolean;
  /** The scheme the refused token came with. Default: `Bearer`. */
  readonly scheme?: TokenScheme;
}

/** An HTTP answer to a refused request, for any framework to send. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** The answer to a request refused with `error`. */
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
 * The `WWW-Authenticate` value (RFC 6750 §3, RFC 9728 §5.1): no `error` when no token was sent,
 * and with `insufficient_scope` every scope the token has and the operation needs. A resource that
 * takes DPoP offers both schemes, the error standing with the one that was used (RFC 9449 §7.2).
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
  // The scheme that failed comes first: many clients read no further.
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

/** RFC 9110 §5.6.4, and nothing outside printable ASCII. */
function quoted(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["\\]/g, '\\$&');
}
