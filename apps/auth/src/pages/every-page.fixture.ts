import { github } from '../connectors/github/github.ts';
import { google } from '../connectors/google/google.ts';
import {
  alreadyDonePage,
  type ClientSummary,
  consentPage,
  errorPage,
  handOffPage,
  heldErrorPage,
  homePage,
  loginPage,
  notAdmittedPage,
  problem,
  redirectDestination,
} from './pages.ts';
import type { ConsentPageProps } from './consent-page.tsx';

/** A text as an attacker would register it: markup, bidi controls, invisible characters, too long. */
const HOSTILE_TEXT = `"><script>alert(1)</script><img src=x onerror=alert(2)>\u202E\u200B\u0000'`;

export const website: ClientSummary = {
  name: 'Claude',
  verified: 'https-redirect',
  redirect: redirectDestination('https://claude.ai/api/mcp/auth_callback'),
};

export const hostileClient: ClientSummary = {
  name: HOSTILE_TEXT,
  verified: 'unverified',
  redirect: redirectDestination('http://127.0.0.1:33418/callback'),
  clientUri: 'javascript:alert(3)',
};

/** The properties of an ordinary consent page, for tests to vary. */
export const consentProps: ConsentPageProps = {
  client: website,
  resource: { name: 'Notes', uri: 'https://notes.example/mcp' },
  scopes: [
    {
      name: 'mcp:read',
      description: 'Read your notes',
      optional: false,
      checked: true,
      alreadyAllowed: true,
      leftOutBefore: false,
    },
    {
      name: 'mcp:write',
      description: 'Change your notes',
      optional: true,
      checked: true,
      alreadyAllowed: false,
      leftOutBefore: false,
    },
  ],
  identityScopes: [{ name: 'openid', description: 'Recognise you' }],
  user: { name: 'Octavia', username: 'octocat', email: 'octavia@example.com' },
  action: '/interaction/uid/consent',
  csrf: 'token',
  switchUserAction: '/interaction/uid/switch',
};

const hostilePerson = { name: HOSTILE_TEXT, username: HOSTILE_TEXT, email: HOSTILE_TEXT };
const hostileScope = {
  name: HOSTILE_TEXT,
  description: HOSTILE_TEXT,
  optional: true,
  checked: false,
  alreadyAllowed: true,
  leftOutBefore: true,
};

/** Every page, with hostile text wherever a text may come from outside. */
export function everyPage(): Record<string, string> {
  return {
    login: loginPage({
      client: hostileClient,
      providers: [
        { id: 'github', label: 'GitHub', mark: github.mark, emulated: true },
        { id: 'google', label: 'Google', mark: google.mark, emulated: false },
      ],
      action: '/interaction/uid/login',
      csrf: HOSTILE_TEXT,
      notice: HOSTILE_TEXT,
      reference: HOSTILE_TEXT,
    }),
    consent: consentPage({
      ...consentProps,
      client: hostileClient,
      resource: { name: HOSTILE_TEXT, uri: HOSTILE_TEXT },
      scopes: [hostileScope],
      identityScopes: [{ name: HOSTILE_TEXT, description: HOSTILE_TEXT }],
      user: hostilePerson,
      pressedTooSoon: true,
    }),
    'hand-off': handOffPage({
      target: '/auth/uid?x="><script>',
      title: HOSTILE_TEXT,
      message: HOSTILE_TEXT,
      destination: HOSTILE_TEXT,
    }),
    'already done': alreadyDonePage({ clientName: HOSTILE_TEXT }),
    error: errorPage({ ...problem('server_error'), code: HOSTILE_TEXT, reference: HOSTILE_TEXT }),
    'not admitted': notAdmittedPage({
      user: hostilePerson,
      provider: 'GitHub',
      clientName: HOSTILE_TEXT,
      csrf: 'token',
      switchAccountAction: '/interaction/uid/switch',
      returnAction: '/interaction/uid/cancel',
      reference: HOSTILE_TEXT,
    }),
    'held error': heldErrorPage({
      client: hostileClient,
      error: HOSTILE_TEXT,
      target: `http://127.0.0.1:33418/callback?error=x&state=${encodeURIComponent(HOSTILE_TEXT)}`,
      reference: HOSTILE_TEXT,
    }),
    home: homePage({
      issuer: HOSTILE_TEXT,
      who: {
        user: hostilePerson,
        provider: HOSTILE_TEXT,
        signOut: { action: '/sign-out', csrf: HOSTILE_TEXT },
      },
      development: {
        resources: [{ label: HOSTILE_TEXT, text: HOSTILE_TEXT }],
        connect: [{ label: 'Claude Code', text: HOSTILE_TEXT }],
        emulated: [{ label: 'GitHub', text: 'http://localhost:4001' }],
        registrations: [
          {
            label: 'GitHub',
            text: 'http://localhost:3000/callback/github',
            variables: ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
          },
        ],
      },
    }),
  };
}
