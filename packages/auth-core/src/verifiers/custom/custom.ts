import { type AuthError, ConfigurationError, InvalidTokenError } from '../../errors/errors.ts';
import { checkForm, maxAccessTokenLength } from '../../token/form.ts';
import type { TokenShape } from '../../token/shape.ts';
import type { Verifier } from '../../contract/verifier.ts';
import { text } from '../../options/checked-options.ts';
import { authErrorFrom } from './failure.ts';
import { authInfoOfVerdict, type CustomVerdict } from './verdict.ts';

/** `undefined`, `null` and `false` say that the token is not valid. */
export type CustomCheck = (
  token: string,
) => CustomVerdict | undefined | null | false | Promise<CustomVerdict | undefined | null | false>;

export interface CustomVerifierOptions {
  /** Who vouches for subjects, where the verdict does not say. Default: `custom`. */
  readonly issuer?: string | undefined;
  /** Which tokens are this verifier's among several; see `anyOf`. Default: whatever comes. */
  readonly recognises?: ((shape: TokenShape) => boolean) | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Told of everything but a refused token: what the function threw, or what was wrong with what it returned. */
  readonly onProblem?: ((error: unknown) => void) | undefined;
}

/**
 * A verifier that is a function of one's own.
 *
 * ```ts
 * customVerifier(async (token) => {
 *   const session = await sessions.find(token);
 *   return session && { clientId: 'web', subject: session.userId, scopes: [], expiresAt: session.end };
 * });
 * ```
 *
 * The function gets texts that could be tokens, of 16,384 characters at most, and has to check
 * whom a token is for, if it could be for anybody else. It says no by `undefined`, `null`, `false`
 * or an error about the token (this package's, jose's, jsonwebtoken's, or one whose code is
 * `invalid_token`): 401. Whatever else it throws, and a verdict that is not complete, is 503: the
 * exception says nothing about the token, and a 401 would send users to sign in again because a
 * database is down. Nobody gets in, and no message reaches the outside.
 *
 * It is called for every request, so put `cached` around it where that is dear. How long it takes
 * is its own affair.
 *
 * @throws {@link ConfigurationError}
 */
export function customVerifier(check: CustomCheck, options: CustomVerifierOptions = {}): Verifier {
  if (typeof check !== 'function') {
    throw new ConfigurationError('customVerifier: give a function that takes a token');
  }
  const { recognises, clock = Date.now, onProblem = () => {} } = options;
  const issuer = text('issuer', options.issuer ?? 'custom');

  function failed(thrown: unknown): AuthError {
    const failure = authErrorFrom(thrown);
    if (failure.status < 500) return failure;
    try {
      onProblem(thrown);
    } catch {
      // A log that fails is no reason to answer anything else.
    }
    return failure;
  }

  return {
    async verify(token, presentation) {
      checkForm(token, maxAccessTokenLength);
      try {
        const verdict = await check(token);
        if (verdict === undefined || verdict === null || verdict === false) {
          throw new InvalidTokenError('token_inactive', 'the verifier refuses the token');
        }
        const now = Math.floor(clock() / 1000);
        return authInfoOfVerdict(verdict, { token, issuer, now }, presentation);
      } catch (thrown) {
        throw failed(thrown);
      }
    },
    ...(recognises && { recognises: (shape) => recognisesSafely(recognises, shape) }),
  };
}

function recognisesSafely(recognises: (shape: TokenShape) => unknown, shape: TokenShape): boolean {
  try {
    return recognises(shape) === true;
  } catch {
    return false;
  }
}
