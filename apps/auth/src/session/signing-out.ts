import type { IRouter, Request, RequestHandler, Response } from 'express';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { pathOfReturn } from '../protocol/return-places.ts';
import type { BrowserSessions } from '../provider/browser-sessions.ts';
import type { FormTokens } from './form-tokens.ts';
import type { LastProvider } from './last-provider.ts';

export interface SigningOutNeeds {
  /** in front of every form */
  readonly form: readonly RequestHandler[];
  readonly formTokens: FormTokens;
  readonly sessions: BrowserSessions;
  readonly lastProvider: LastProvider;
}

/** *Sign out* of this browser. What apps were allowed stays allowed; no app is told. */
export function signingOut(
  router: IRouter,
  { form, formTokens, sessions, lastProvider }: SigningOutNeeds,
): void {
  router.post(ENDPOINTS.signOut.path, ...form, async (req: Request, res: Response) => {
    const session = await sessions.find(req, res);
    // A second click, or another tab was quicker: nothing is left to be done.
    if (session !== undefined) {
      const { csrf } = (req.body ?? {}) as Record<string, unknown>;
      formTokens.check(req, { form: 'sign-out', session: session.uid }, csrf);
      await sessions.end(req, res, session);
      // The next person at this browser need not know how the last one came in.
      res.append('Set-Cookie', lastProvider.forget());
    }
    res.redirect(303, pathOfReturn('home'));
  });
}
