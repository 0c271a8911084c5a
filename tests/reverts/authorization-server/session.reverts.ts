import type { Revert } from '../revert.ts';

const ATTACKS = ['src/session/attacks.test.ts'];
const FRESH = ['src/session/fresh.test.ts'];
const PURPOSES = ['src/session/purposes.test.ts'];
const SESSION = ['src/session/session.test.ts'];

/** Defences of `apps/auth`: who is signed in at a browser, outside of any interaction. */
export const OWN_SESSION: readonly Revert[] = [
  {
    defence: 'a sign-in makes a session of another name',
    file: 'src/provider/browser-sessions.ts',
    find: 'servedRequest().replacedSession = uid;',
    replace: 'Object.assign(session, { jti: before.jti });',
    tests: ATTACKS,
  },
  {
    defence: 'a sign-in leads back to a place that is known by name',
    file: 'src/protocol/return-places.ts',
    find: 'RETURN_PLACES.find((place) => place === name)',
    replace: 'name as (typeof RETURN_PLACES)[number]',
    tests: ATTACKS,
  },
  {
    defence: 'signing out needs the form of a page of ours',
    file: 'src/session/signing-out.ts',
    find: "formTokens.check(req, { form: 'sign-out', session: session.uid }, csrf);",
    replace: '',
    tests: ATTACKS,
  },
  {
    defence: 'a form to sign in is stale once somebody signs in or out',
    file: 'src/session/form-purposes.ts',
    find: '[form, returnTo, session]',
    replace: '[form, returnTo]',
    tests: ATTACKS,
  },
  {
    defence: 'what came of a sign-in is kept apart for each purpose',
    file: 'src/federation/purpose.ts',
    find: "return: 'ReturnOutcome'",
    replace: "return: 'SignInOutcome'",
    tests: PURPOSES,
  },
  {
    defence: 'another person does not sign in again for the one who is signed in',
    file: 'src/session/signing-in.ts',
    find: 'again !== undefined && userId !== again',
    replace: "again === ''",
    tests: FRESH,
  },
  {
    defence: 'somebody who is not admitted any more is nobody',
    file: 'src/provider/accounts.ts',
    find: 'return found && admits(found.identities) ? found : undefined;',
    replace: 'return found;',
    tests: SESSION,
  },
];
