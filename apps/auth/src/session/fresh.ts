import type { Request, Response } from 'express';
import type { SignInAgain } from '../pages/pages.ts';
import type { ReturnPlace } from '../protocol/return-places.ts';
import type { FormTokens } from './form-tokens.ts';
import type { SignInPages } from './sign-in-pages.ts';
import type { SignedIn, WhoIsSignedIn } from './signed-in.ts';
import { sendLoginFor } from './signing-in.ts';

export interface Fresh {
  /** seconds that the sign-in may lie back */
  readonly within: number;
  /** the page that the action stands on */
  readonly returnTo: ReturnPlace;
}

export interface RequireFreshNeeds extends SignInPages {
  readonly formTokens: FormTokens;
  readonly who: WhoIsSignedIn;
  readonly now: () => Date;
}

/**
 * For an action that wants somebody who has signed in lately. How long ago that was is the session's
 * `auth_time`: for a re-authentication the provider's own, where it says one, since it may let an older
 * sign-in count.
 *
 * @returns gives who it is; or answers itself, with the page to sign in by, and gives nothing: then the
 *   action must not happen, and the browser comes back to `returnTo`
 */
export function requireFreshFor(needs: RequireFreshNeeds) {
  return async (
    { within, returnTo }: Fresh,
    req: Request,
    res: Response,
  ): Promise<SignedIn | undefined> => {
    const who = await needs.who(req, res);
    const age = who && needs.now().getTime() / 1000 - who.authTime;
    if (age !== undefined && age <= within) return who;
    const asked: SignInAgain =
      who === undefined ? { why: 'first' } : { why: 'again', user: who.user };
    sendLoginFor(needs, res, returnTo, who, { asked });
    return undefined;
  };
}
