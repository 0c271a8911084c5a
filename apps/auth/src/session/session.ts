/**
 * Who is signed in at a browser, outside of any interaction: what pages of our own stand on.
 *
 * It is the library's session, so one sign-in is good for both: a request at `/auth` asks nobody who has
 * signed in here, and a page here knows who has signed in there.
 *
 * @module
 */
import express, { type Request, type Response, Router } from 'express';
import type { Config } from '../config/config.ts';
import type { SignIn } from '../federation/sign-in.ts';
import type { Feature } from '../http/app.ts';
import type { Refer } from '../http/references/references.ts';
import { sameOriginOnly } from '../http/request/same-origin.ts';
import type { ReturnPlace } from '../protocol/return-places.ts';
import type { Admits } from '../provider/accounts.ts';
import { outcomeCookies } from '../provider/authorization/outcome-binding.ts';
import type { BrowserSessions } from '../provider/browser-sessions.ts';
import type { Storage } from '../storage/storage.ts';
import type { Connector } from '../upstream/connector.ts';
import { callback } from './callback.ts';
import { FormTokens } from './form-tokens.ts';
import { type OwnAction, signInForm, signOutForm } from './forms.ts';
import { type Fresh, requireFreshFor } from './fresh.ts';
import { LastProvider } from './last-provider.ts';
import type { LeavingNeeds } from './leaving.ts';
import type { SignInPages } from './sign-in-pages.ts';
import { type SignedIn, whoIsSignedIn } from './signed-in.ts';
import { signingIn } from './signing-in.ts';
import { signingOut } from './signing-out.ts';

export interface SessionNeeds {
  readonly config: Pick<Config, 'publicUrl' | 'cookieKeys' | 'lifetimes'>;
  readonly storage: Pick<Storage, 'users'>;
  readonly sessions: BrowserSessions;
  readonly admits: Admits;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly signIn: SignIn;
  readonly refer: Refer;
  readonly now: () => Date;
}

/** What other rooms have from this one. */
export interface SessionRoom {
  /** the routes: signing in and out, and where providers send the browser back to */
  readonly feature: Feature;
  /** who is signed in at this browser; nothing is written */
  readonly who: (req: Request, res: Response) => Promise<SignedIn | undefined>;
  /** see fresh.ts */
  readonly requireFresh: (
    fresh: Fresh,
    req: Request,
    res: Response,
  ) => Promise<SignedIn | undefined>;
  readonly signInForm: (res: Response, returnTo: ReturnPlace, who?: SignedIn) => OwnAction;
  readonly signOutForm: (res: Response, who: SignedIn) => OwnAction;
  readonly formTokens: FormTokens;
  /** with the pages of a sign-in, what sends a browser to a provider */
  readonly waysIn: SignInPages & LeavingNeeds;
}

export function session(needs: SessionNeeds): SessionRoom {
  const { config, storage, sessions, admits, connectors, signIn, refer, now } = needs;
  const { publicUrl, cookieKeys, lifetimes } = config;
  const secure = publicUrl.protocol === 'https:';
  const browser = outcomeCookies(publicUrl.origin);
  const formTokens = new FormTokens(cookieKeys, secure, lifetimes);
  const who = whoIsSignedIn({ sessions, storage, admits });
  const { interaction: outcomeLifetime, upstreamState } = lifetimes;
  // Over https it is one cookie for everything, and outlives the user's time at the provider: what
  // comes of it is proved by it too.
  const stateCookieLifetime = secure ? outcomeLifetime : upstreamState;
  const lastProvider = new LastProvider(secure);
  const waysIn = {
    connectors,
    lastProvider,
    refer,
    signIn,
    browser,
    stateCookieLifetime,
  };
  const form = [
    sameOriginOnly(publicUrl),
    express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 20 }),
  ];
  return {
    who,
    formTokens,
    waysIn,
    requireFresh: requireFreshFor({ ...waysIn, formTokens, who, now }),
    signInForm: (res, returnTo, signedIn) => signInForm(formTokens, res, returnTo, signedIn),
    signOutForm: (res, signedIn) => signOutForm(formTokens, res, signedIn),
    feature(app) {
      const router = Router({ caseSensitive: true, strict: true });
      signingIn(router, { ...waysIn, form, formTokens, who, sessions, storage, admits });
      signingOut(router, { form, formTokens, sessions, lastProvider });
      callback(router, { signIn, connectors, browser, publicUrl, outcomeLifetime });
      app.use(router);
    },
  };
}
