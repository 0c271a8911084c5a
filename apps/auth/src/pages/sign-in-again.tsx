import type { ComponentChildren } from 'preact';
import { type ShownUser, userName } from './user.tsx';
import type { Words } from './words/words.ts';

/** Why somebody has to sign in before they may do something. */
export type SignInAgain =
  /** nobody is signed in */
  | { readonly why: 'first' }
  /** `again`: too long ago; `other`: somebody else has done so than `user`, who is signed in */
  | { readonly why: 'again' | 'other'; readonly user: ShownUser };

/** HTTP status of the page that says it: what was asked for has not happened. */
export const STATUS_OF_SIGN_IN_AGAIN = 403;

export function signInAgainInWords(asked: SignInAgain, words: Words): ComponentChildren {
  const { again } = words.signIn;
  if (asked.why === 'first') return again.first;
  const name = userName(asked.user);
  return again[asked.why]({ user: name === undefined ? undefined : <bdi>{name}</bdi> });
}
