/** What pages say about who is signed in at this browser. */
import type { SignInNotice } from './sign-in-notices.ts';
import { type ShownUser, userName } from './user.tsx';

export const SESSION_WORDS = {
  /** heading of the part with the buttons */
  signInHere: 'Sign in here',
  whySignIn: 'You can sign in now, so that apps need not ask who you are.',
  signedInWith: (provider: string) => `Signed in with ${provider}`,
  signOut: 'Sign out',
  whatStays: 'Apps that you connected stay connected when you sign out.',
} as const;

/**
 * Why somebody is asked to sign in before an action.
 *
 * @param user who is signed in; absent: nobody
 */
export function signInAgainNotice(user?: ShownUser): SignInNotice {
  const text =
    user === undefined
      ? 'Sign in first. You come back to the page afterwards.'
      : `To go on, show that it is you: sign in again as ${userName(user)}. You come back to the page afterwards.`;
  return { status: 403, text };
}

/** Somebody else signed in than was asked to. @param user who was asked */
export function otherUserNotice(user: ShownUser): SignInNotice {
  return {
    status: 403,
    text: `That was another account. Nothing was changed: sign in again as ${userName(user)}.`,
  };
}
