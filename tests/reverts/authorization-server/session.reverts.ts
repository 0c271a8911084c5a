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
    defence: 'the session that was there before a sign-in is gone',
    file: 'src/storage/sessions.ts',
    find: "'DELETE FROM sessions WHERE uid = $7'",
    replace: "`DELETE FROM sessions WHERE uid = $7 AND uid = ''`",
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
    defence: 'a form of another site signs nobody in or out',
    file: 'src/session/session.ts',
    find: '    sameOriginOnly(publicUrl),\n    express',
    replace: '    express',
    tests: ATTACKS,
  },
  {
    defence: 'signing in needs the form of a page of ours',
    file: 'src/session/signing-in.ts',
    find: "formTokens.check(req, { form: 'sign-in', returnTo, session: signedIn?.uid }, csrf);",
    replace: '',
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
    defence: 'a form to sign out is for one session',
    file: 'src/session/form-purposes.ts',
    find: '[purpose.form, purpose.session]',
    replace: '[purpose.form]',
    tests: ATTACKS,
  },
  {
    defence: 'what came of a sign-in at a page belongs to the browser that began it',
    file: 'src/federation/sign-in.ts',
    find: 'const { boundTo } = browserBinding(bind(next));',
    replace: "bind(next);\n    const { boundTo } = browserBinding('');",
    tests: ATTACKS,
  },
  {
    defence: 'no step of a sign-in is taken by what loads it ahead',
    file: 'src/protocol/endpoints.ts',
    find: "signInDone: { ...STEP, path: '/sign-in/:uid/done' },",
    replace: "signInDone: { ...PAGE, path: '/sign-in/:uid/done' },",
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
    defence: 'a stored state has one purpose',
    file: 'src/federation/purpose.ts',
    find: 'return returnTo === undefined ? { interaction: interactionUid } : undefined;',
    replace: 'return { interaction: interactionUid };',
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
    defence: 'signing in again is for the session that is there',
    file: 'src/session/signing-in.ts',
    find: 'if (again !== undefined && signedIn?.userId !== again) {',
    replace: "if (again === '') {",
    tests: FRESH,
  },
  {
    defence: 'a sign-in that is asked for again is as old as the provider says',
    file: 'src/session/signing-in.ts',
    find: 'isForced: signedIn !== undefined',
    replace: 'isForced: false',
    tests: FRESH,
  },
  {
    defence: 'somebody who is not admitted any more is nobody',
    file: 'src/provider/accounts.ts',
    find: 'return found && admits(found.identities) ? found : undefined;',
    replace: 'return found;',
    tests: SESSION,
  },
  {
    defence: 'somebody who was shut out after coming back is not signed in',
    file: 'src/session/signing-in.ts',
    find: 'if (admitted === undefined) {',
    replace: "if (admitted === undefined && provider === '') {",
    tests: SESSION,
  },
];
