import type { Response } from 'express';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { ReturnPlace } from '../protocol/return-places.ts';
import type { FormTokens } from './form-tokens.ts';
import type { SignedIn } from './signed-in.ts';

/** A form of a page: where it posts to, and the token that goes with it. */
export interface OwnAction {
  readonly action: string;
  readonly csrf: string;
}

/**
 * The form by which somebody signs in to come back to a place; where somebody is signed in already, by
 * which the same user does so again.
 */
export function signInForm(
  formTokens: FormTokens,
  res: Response,
  returnTo: ReturnPlace,
  who: SignedIn | undefined,
): OwnAction {
  return {
    action: addressOf(ENDPOINTS.signIn, { place: returnTo }),
    csrf: formTokens.issue(res, { form: 'sign-in', returnTo, session: who?.uid }),
  };
}

/** The form by which somebody signs out of this browser. */
export function signOutForm(formTokens: FormTokens, res: Response, { uid }: SignedIn): OwnAction {
  return {
    action: addressOf(ENDPOINTS.signOut, {}),
    csrf: formTokens.issue(res, { form: 'sign-out', session: uid }),
  };
}
