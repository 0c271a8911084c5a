import type { Request, Response } from 'express';
import type { ShownUser } from '../pages/pages.ts';
import { type Admits, findAdmitted } from '../provider/accounts.ts';
import type { BrowserSession, BrowserSessions } from '../provider/browser-sessions.ts';
import { servedRequest } from '../provider/request.ts';
import type { Storage } from '../storage/storage.ts';
import { providersOf, shownUser } from './shown-user.ts';

/** Who is signed in at a browser. */
export interface SignedIn extends BrowserSession {
  readonly user: ShownUser;
  /** ids of the providers that the user has signed in with, the latest first */
  readonly providers: readonly string[];
}

export interface SignedInNeeds {
  readonly sessions: BrowserSessions;
  readonly storage: Pick<Storage, 'users'>;
  readonly admits: Admits;
}

/**
 * Tells who is signed in at this browser, outside of any interaction. Nobody is whose session has ended,
 * who was disabled, or whom `ADMIT` does not let in any more: the authorization endpoint would ask them to
 * sign in, too. Nothing is written.
 */
export function whoIsSignedIn({ sessions, storage, admits }: SignedInNeeds) {
  return async (req: Request, res: Response): Promise<SignedIn | undefined> => {
    const session = await sessions.find(req, res);
    const found = session && (await findAdmitted(storage, admits, session.userId));
    if (session === undefined || found === undefined) return undefined;
    servedRequest().about = { userId: session.userId };
    return {
      ...session,
      user: shownUser(found.user),
      providers: providersOf(found.identities),
    };
  };
}

export type WhoIsSignedIn = ReturnType<typeof whoIsSignedIn>;
