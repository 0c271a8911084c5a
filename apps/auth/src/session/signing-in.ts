/**
 * Signing in outside of any authorization request.
 *
 * ```
 * POST /sign-in/:place ─▶ hand-off ─▶ provider ─▶ GET /callback/:provider ─▶ GET /sign-in/:uid/done ─┬─▶ the place
 *   form of this browser,                           state used up             outcome taken once,     └─▶ why not, and
 *   made for this session                                                     a new session               the form again
 * ```
 *
 * Where somebody is signed in it is a re-authentication: the same user has to come back, and the session
 * has to be theirs still. Nothing of it can be begun by a link: a `GET` of the form's address leads to the place.
 *
 * @module
 */
import type { IRouter, Request, RequestHandler, Response } from 'express';
import type { Returned } from '../federation/outcomes.ts';
import { HttpError } from '../http/sending/errors.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { pathOfReturn, type ReturnPlace, returnPlace } from '../protocol/return-places.ts';
import { type Admits, findAdmitted } from '../provider/accounts.ts';
import type { BrowserSessions } from '../provider/browser-sessions.ts';
import type { Storage } from '../storage/storage.ts';
import type { Connector } from '../upstream/connector.ts';
import type { FormTokens } from './form-tokens.ts';
import { signInForm } from './forms.ts';
import { type LeavingNeeds, leaveFor } from './leaving.ts';
import { type LoginView, sendLogin, sendNotAdmitted, type SignInPages } from './sign-in-pages.ts';
import type { SignedIn, WhoIsSignedIn } from './signed-in.ts';

export interface SigningInNeeds extends SignInPages, LeavingNeeds {
  /** in front of every form */
  readonly form: readonly RequestHandler[];
  readonly formTokens: FormTokens;
  readonly who: WhoIsSignedIn;
  readonly sessions: BrowserSessions;
  readonly storage: Pick<Storage, 'users'>;
  readonly admits: Admits;
}

export function signingIn(router: IRouter, needs: SigningInNeeds): void {
  const { form, formTokens, connectors, who, signIn, browser } = needs;

  // What a form has answered, opened anew by its address: nothing begins, and the place has its form.
  router.get(ENDPOINTS.signIn.path, (req: Request<{ place: string }>, res: Response) => {
    const returnTo = returnPlace(req.params.place);
    if (returnTo === undefined) throw new HttpError('not_found');
    res.redirect(303, pathOfReturn(returnTo));
  });

  router.post(
    ENDPOINTS.signIn.path,
    ...form,
    async (req: Request<{ place: string }>, res: Response) => {
      const returnTo = returnPlace(req.params.place);
      if (returnTo === undefined) throw new HttpError('not_found');
      const signedIn = await who(req, res);
      const { csrf, ...posted } = (req.body ?? {}) as Record<string, unknown>;
      formTokens.check(req, { form: 'sign-in', returnTo, session: signedIn?.uid }, csrf);
      // “Use another account”: the page that asks how.
      if (posted['provider'] === undefined && posted['person'] === undefined) {
        return sendLoginFor(needs, res, returnTo, signedIn);
      }
      const { connector, loginHint } = chosenIn(posted, connectors);
      const departure = {
        connector,
        purpose: { returnTo, again: signedIn?.userId },
        // Who presses this wants to say who they are, perhaps for the first time after signing out.
        asked: {
          ...(loginHint === undefined ? { selectAccount: true } : { loginHint }),
          isForced: signedIn !== undefined,
        },
        page: {},
      };
      const failed = await leaveFor(departure, needs, req, res);
      if (failed !== undefined) sendLoginFor(needs, res, returnTo, signedIn, { failed });
    },
  );

  router.get(ENDPOINTS.signInDone.path, async (req: Request<{ uid: string }>, res) => {
    const { uid } = req.params;
    const presented = browser.read(req.headers.cookie);
    const returned = await signIn.takeReturn(uid, presented);
    // Back or Reload: what there was to see was shown.
    if (returned === undefined) return res.redirect(303, pathOfReturn('home'));
    if (returned === 'foreign') throw new HttpError('stale_interaction', 'other_browser');
    for (const line of browser.clear(presented, addressOf(ENDPOINTS.signInDone, { uid }))) {
      res.append('Set-Cookie', line);
    }
    return finish(needs, returned, req, res);
  });
}

/**
 * With whom somebody signs in; of an emulated provider also as whom, which nobody has to be asked there again.
 *
 * @throws HttpError
 */
function chosenIn(
  { provider, person }: Record<string, unknown>,
  connectors: ReadonlyMap<string, Connector>,
): { readonly connector: Connector; readonly loginHint?: string } {
  const [, emulatedId, account] =
    /^([\w-]+) (.+)$/.exec(typeof person === 'string' ? person : '') ?? [];
  const id = person === undefined ? provider : emulatedId;
  const connector = typeof id === 'string' ? connectors.get(id) : undefined;
  if (connector === undefined || (account !== undefined && !connector.emulated)) {
    throw new HttpError('invalid_request', 'unknown_provider');
  }
  return account === undefined ? { connector } : { connector, loginHint: account };
}

/** What became of it: a session, or a page that says why not. */
async function finish(
  needs: SigningInNeeds,
  { outcome, purpose: { returnTo, again }, provider }: Returned,
  req: Request,
  res: Response,
): Promise<void> {
  const { storage, admits, sessions } = needs;
  const signedIn = await needs.who(req, res);
  if (again !== undefined && signedIn?.userId !== again) {
    throw new HttpError('stale_interaction', 'other_session');
  }
  if (outcome.outcome === 'failed') {
    return sendLoginFor(needs, res, returnTo, signedIn, { failed: outcome });
  }
  if (outcome.outcome === 'not-admitted') {
    return sendNotAdmittedFor(needs, res, returnTo, signedIn, outcome);
  }
  const { userId, authTime } = outcome;
  if (signedIn !== undefined && again !== undefined && userId !== again) {
    const asked = { why: 'other', user: signedIn.user } as const;
    return sendLoginFor(needs, res, returnTo, signedIn, { asked });
  }
  // The operator may have shut them out since they came back.
  const admitted = await findAdmitted(storage, admits, userId);
  if (admitted === undefined) {
    return sendNotAdmittedFor(needs, res, returnTo, signedIn, { as: '', provider });
  }
  await sessions.begin(req, res, { userId, authTime });
  res.append('Set-Cookie', needs.lastProvider.keep(provider));
  return res.redirect(303, pathOfReturn(returnTo));
}

/** The page that asks how, for a place. */
export function sendLoginFor(
  needs: SignInPages & Pick<SigningInNeeds, 'formTokens'>,
  res: Response,
  returnTo: ReturnPlace,
  signedIn: SignedIn | undefined,
  why: Pick<LoginView, 'failed' | 'asked'> = {},
): void {
  const own = signInForm(needs.formTokens, res, returnTo, signedIn);
  sendLogin(needs, res, { ...own, ...why, inAuthorizationFlow: false });
}

function sendNotAdmittedFor(
  needs: SigningInNeeds,
  res: Response,
  returnTo: ReturnPlace,
  signedIn: SignedIn | undefined,
  refused: Parameters<typeof sendNotAdmitted>[2],
): void {
  const { action: switchAccountAction, csrf } = signInForm(
    needs.formTokens,
    res,
    returnTo,
    signedIn,
  );
  sendNotAdmitted(needs, res, refused, { csrf, switchAccountAction });
}
