import type { HomeWords } from '../home.ts';
import { listed } from '../lists.ts';
import { sentence } from '../sentence.ts';
import { and, verb } from './lists.ts';

const names = new Intl.ListFormat('en');
const set = sentence('Set {variables}.');
const brand = sentence('Begin with {variables}; {guide} has the rest.');

export const home: HomeWords = {
  signIn: {
    title: 'Sign in',
    message: 'Apps bring you here when they want to act for you. You decide what each one may do.',
  },
  signedIn: {
    title: 'You are signed in',
    message: 'Apps bring you here when they want to act for you. You decide what each one may do.',
  },
  titleAt: sentence('{title} at {operator}'),
  connectApp: {
    summary: 'Want to connect an app?',
    message: 'Start in the app, and give it the address of a server. It brings you here to decide.',
    signInFirst: 'Sign in to see the addresses.',
  },
  whoever: {
    signInHere: 'Sign in here',
    whySignIn: 'You can sign in now, so that apps need not ask who you are.',
    signedInWith: ({ provider }) => `Signed in with ${provider}`,
    signOut: 'Sign out',
    whatStays: 'Apps that you connected stay connected when you sign out.',
  },
  details: 'Technical details',
  issuer: 'Issuer',
  metadata: 'Metadata',
  documents: sentence('{oauth}, {openId}'),
  oauth: 'OAuth',
  openId: 'OpenID Connect',
  development: {
    title: 'Ready',
    heading: 'Gatehouse is ready',
    message: 'Connect an MCP client; it brings you back here to sign in.',
    connect: {
      heading: 'Connect a client',
      message: sentence('To {server}. One click selects a whole line; then copy.'),
      none: 'There is no MCP server yet. Name some in RESOURCES, and start again.',
      clients: {
        'claude-code': { name: 'Claude Code', note: 'then /mcp in a session to sign in' },
        'vs-code': { name: 'VS Code', note: 'then start the server there' },
        cursor: { name: 'Cursor', note: 'in the file .cursor/mcp.json' },
        codex: { name: 'Codex', note: 'opens the sign-in by itself' },
        inspector: { name: 'MCP Inspector', note: 'on Node 22.19 or newer' },
      },
      anyOther: 'Any other: the server’s address',
    },
    people: {
      heading: 'Sign in as somebody',
      message: ({ providers }) =>
        `${and(providers)} ${verb(providers.length, { one: 'is', other: 'are' })} played by this computer, with made-up people. No real account is touched.`,
      signIn: 'Sign in',
      as: ({ name }) => ` as ${name}`,
      byTheirPages: 'Or choose on the provider’s page',
    },
    next: {
      heading: 'Next steps',
      protect: {
        heading: 'Protect your own server',
        message: sentence('A few lines of middleware: see {guide} in the project’s folder.'),
      },
      realAccounts: {
        heading: 'Use real accounts',
        message:
          'Register an OAuth app at a provider with its callback below, set the variables, and start again.',
      },
      callbacks: {
        heading: 'Callbacks of your providers',
        message: 'Each has to know its own. It is registered there, spelled exactly so.',
      },
      providers: { github: 'GitHub', google: 'Google', oidc: 'Any OpenID provider' },
      set: ({ variables }) => set({ variables: listed(names, variables) }),
      name: {
        heading: 'Put your name on these pages',
        message: ({ variables, guide }) => brand({ variables: listed(names, variables), guide }),
      },
    },
    addresses: 'Addresses',
  },
};
