import type { ComponentChild } from 'preact';
import type { HomeWords } from '../home.ts';
import { listed } from '../lists.ts';
import { sentence } from '../sentence.ts';
import { and, or, verb } from './lists.ts';

const register = sentence(
  'Register an OAuth app at {providers} with the callback address below, set {variables}, and start again.',
);

// Without a comma before “and”: the names are long, and in a sentence that has commas.
const names = new Intl.ListFormat('en-GB');

/** “A and B (or C and D)” */
function alternatives(variables: readonly (readonly ComponentChild[])[]): ComponentChild[] {
  const [first = [], ...others] = variables.map((of) => listed(names, of));
  if (others.length === 0) return first;
  return [
    ...first,
    ' (or ',
    ...others.flatMap((other, index) => (index === 0 ? other : [', or ', ...other])),
    ')',
  ];
}

export const home: HomeWords = {
  production: {
    title: 'Sign-in server',
    heading: 'This is a sign-in server',
    message: 'Connect from your app; it brings you here when you need to sign in.',
  },
  development: {
    title: 'Ready',
    heading: 'Gatehouse is ready',
    message: 'Connect an MCP client; it brings you back here to sign in.',
    connect: 'Connect a client',
    clients: {
      'claude-code': 'Claude Code',
      'vs-code': 'VS Code',
      inspector: 'MCP Inspector, on Node 22.19 or newer',
    },
    people: {
      heading: 'Sign in as somebody',
      message: ({ providers }) =>
        `${and(providers)} ${verb(providers.length, { one: 'is', other: 'are' })} played by this computer, with made-up people: choose any of them. No real account is touched.`,
    },
    realAccounts: {
      heading: 'Use real accounts',
      message: ({ providers, variables }) =>
        register({ providers: or(providers), variables: alternatives(variables) }),
    },
  },
  whoever: {
    signInHere: 'Sign in here',
    whySignIn: 'You can sign in now, so that apps need not ask who you are.',
    signedInWith: ({ provider }) => `Signed in with ${provider}`,
    signOut: 'Sign out',
    whatStays: 'Apps that you connected stay connected when you sign out.',
  },
  issuer: 'Issuer',
  metadata: 'Metadata',
  documents: sentence('{oauth}, {openId}'),
  oauth: 'OAuth',
  openId: 'OpenID Connect',
};
