import { type AuthError, ConfigurationError, InvalidTokenError } from '../../errors/errors.ts';
import { checkForm, maxAccessTokenLength } from '../../token/form.ts';
import type { TokenShape } from '../../token/shape.ts';
import type { Verifier } from '../../contract/verifier.ts';
import { text } from '../../options/checked-options.ts';
import { dropRejection, harmless } from '../../options/hook.ts';
import { authErrorFrom } from './failure.ts';
import { authInfoOfVerdict, type CustomVerdict } from './verdict.ts';

/** `undefined`, `null` and `false` mean that the token is not valid. */
export type CustomCheck = (
  token: string,
) => CustomVerdict | undefined | null | false | Promise<CustomVerdict | undefined | null | false>;

export interface CustomVerifierOptions {
  /** The issuer of subjects, where the verdict does not name one. Default: `custom`. */
  readonly issuer?: string | undefined;
  /** Which tokens are for this verifier, inside `anyOf`. Default: every token. */
  readonly recognises?: ((shape: TokenShape) => boolean) | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Called when the function throws an unexpected error or returns an incomplete verdict. */
  readonly onProblem?: ((error: unknown) => unknown) | undefined;
}

/**
 * A verifier made from your own function.
 *
 * ```ts
 * customVerifier(async (token) => {
 *   const session = await sessions.find(token);
 *   return session && { clientId: 'web', subject: session.userId, scopes: [], expiresAt: session.end };
 * });
 * ```
 *
 * The function gets texts with the form of a token, at most 16,384 characters long. If a token could
 * be for another server, the function has to check the audience.
 *
 * It refuses a token with `undefined`, `null`, `false` or an error about the token (of this package, of
 * jose, of jsonwebtoken, or one with the code `invalid_token`). The client then gets 401. After any
 * other error, and for an incomplete verdict, the client gets 503: such an error says nothing about
 * the token, and with a 401 users would have to sign in again because a database is down. The request
 * is refused in both cases, and the client never sees the message of the error.
 *
 * The function is called for every request, so put `cached` around the verifier if it is expensive.
 * There is no timeout; the function needs its own.
 *
 * @throws {@link ConfigurationError}
 */
export function customVerifier(check: CustomCheck, options: CustomVerifierOptions = {}): Verifier {
  if (typeof check !== 'function') {
    throw new ConfigurationError('customVerifier: give a function that takes a token');
  }
  const { recognises, clock = Date.now } = options;
  const onProblem = harmless(options.onProblem);
  const issuer = text('issuer', options.issuer ?? 'custom');

  function failed(thrown: unknown): AuthError {
    const failure = authErrorFrom(thrown);
    if (failure.status < 500) return failure;
    onProblem(thrown);
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
    const answer = recognises(shape);
    dropRejection(answer);
    return answer === true;
  } catch {
    return false;
  }
}
