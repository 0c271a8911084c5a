import type { Brand } from '@gatehouse/look';
import type { ClientSummary } from '../client-summary.tsx';
import type { AskingApp, LoginPageProps } from '../login-page.tsx';
import type { LoginProvider } from '../provider-buttons.tsx';
import {
  AlreadyDonePage,
  HandOffPage,
  LoginPage,
  NotAdmittedPage,
  SIGN_IN_FAILURES,
} from '../pages.ts';
import type { ShownResource } from '../parties.tsx';
import type { NotAdmittedPageProps } from '../not-admitted-page.tsx';
import { clients, HOSTILE_TEXT, hostileClient, website } from './clients.fixture.ts';
import { askable, people } from './people.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';

const provider = (id: string, label: string): LoginProvider => ({
  id,
  kind: id,
  label,
  emulated: false,
  lastUsed: false,
});

export const real: readonly [LoginProvider, ...LoginProvider[]] = [
  provider('github', 'GitHub'),
  provider('google', 'Google'),
  { ...provider('oidc-acme', 'login.example.com'), kind: 'oidc' },
];
const emulated = real.map((one) => ({ ...one, emulated: true }));
const [first] = real;

const providers: Readonly<Record<string, readonly LoginProvider[]>> = {
  'no provider': [],
  'one provider': real.slice(0, 1),
  'two providers': real.slice(0, 2),
  'three providers': real,
  'one emulated': emulated.slice(0, 1),
  'two emulated': emulated.slice(0, 2),
  'three emulated': emulated,
  'one real and one emulated': [...real.slice(0, 1), ...emulated.slice(1, 2)],
  'one used last of two': [{ ...first, lastUsed: true }, ...real.slice(1, 2)],
  'one used last and no other': [{ ...first, lastUsed: true }],
  'one of a kind that is gone': [{ ...first, kind: 'gone' }],
};

const notes: ShownResource = { name: 'Notes', uri: 'https://notes.example/mcp' };

/** As it is asked for a server, or for who somebody is alone. */
function asking(summary: ClientSummary, resource = notes): AskingApp {
  const clientId = 'client_0123456789abcdefghij-_';
  const redirectUri = 'https://claude.ai/api/mcp/auth_callback';
  return { summary, clientId, redirectUri, resource };
}

const { resource: _, ...identityOnly } = asking(website);

function login(name: string, change: Partial<LoginPageProps>, brand?: Brand): Rendering {
  const props = { providers: real, action: '/interaction/uid/login', csrf: 'token', ...change };
  return rendering(LoginPage, `login: ${name}`, props, brand);
}

export function loginPages(): Rendering[] {
  return [
    login(
      'all hostile',
      {
        app: {
          summary: hostileClient,
          clientId: HOSTILE_TEXT,
          redirectUri: `http://127.0.0.1:33418/${HOSTILE_TEXT}`,
          resource: { name: HOSTILE_TEXT, uri: HOSTILE_TEXT },
        },
        providers: [...emulated.slice(0, 1), ...real.slice(1, 2)],
        csrf: HOSTILE_TEXT,
        failed: { code: HOSTILE_TEXT, provider: HOSTILE_TEXT },
        reference: HOSTILE_TEXT,
      },
      { name: HOSTILE_TEXT },
    ),
    ...Object.entries(providers).flatMap(([name, these]) => [
      login(name, { providers: these }),
      login(`${name}, for an app`, { providers: these, app: asking(website) }),
    ]),
    ...Object.entries(clients).map(([name, client]) => login(name, { app: asking(client) })),
    login('to say who it is', { app: identityOnly }),
    login('for a server without a name', {
      app: asking(website, { name: '\u200B', uri: 'https://notes.example/mcp' }),
    }),
    ...Object.entries(askable).map(([who, brand]) =>
      login(`with ${who} to ask`, { app: asking(website) }, brand),
    ),
    login('before an action', { asked: { why: 'first' } }),
    ...Object.entries(people).flatMap(([name, user]) => [
      login(`again, ${name}`, { asked: { why: 'again', user } }),
      login(`somebody else than ${name}`, { asked: { why: 'other', user } }),
    ]),
    ...[...SIGN_IN_FAILURES, 'of another version', 'constructor'].flatMap((code) => [
      login(`${code} at GitHub`, { app: asking(website), failed: { code, provider: 'GitHub' } }),
      login(`${code} somewhere`, { failed: { code }, reference: '7Q4K-M2XP' }),
      ...Object.entries(askable).map(([who, brand]) =>
        login(`${code}, with ${who} to ask`, { failed: { code } }, brand),
      ),
    ]),
  ];
}

export function handOffPages(): Rendering[] {
  const handOff = (name: string, provider: string, target = '/auth/uid?a=1&b="2"><script>') =>
    rendering(HandOffPage, `hand-off: ${name}`, { target, provider });
  return [
    handOff('to GitHub', 'GitHub'),
    handOff('to a hostile provider', HOSTILE_TEXT),
    handOff('to an address', 'GitHub', 'https://github.com/login/oauth/authorize?state=x'),
  ];
}

export function alreadyDonePages(): Rendering[] {
  return [rendering(AlreadyDonePage, 'already done', {})];
}

export function notAdmittedPages(): Rendering[] {
  const base = {
    provider: 'GitHub',
    csrf: 'token',
    switchAccountAction: '/interaction/uid/switch',
  };
  const giveUpAction = '/interaction/uid/cancel';
  const ways: Readonly<Record<string, Partial<NotAdmittedPageProps>>> = {
    'at a page of ours': {},
    'for an app': { giveUpAction },
    'for an app and a server': { giveUpAction, resource: notes },
    'for a server without a name': { giveUpAction, resource: { ...notes, name: '\u200B' } },
    'for a hostile server': { giveUpAction, resource: { name: HOSTILE_TEXT, uri: HOSTILE_TEXT } },
  };
  const accounts = ['octavia@example.com', 'octocat', '', '\u200B', HOSTILE_TEXT];
  return accounts.flatMap((account) =>
    Object.entries(ways).flatMap(([name, way]) =>
      ['7Q4K-M2XP', undefined].flatMap((reference) => {
        const given = reference === undefined ? {} : { reference };
        const what = `not admitted: ${JSON.stringify(account)}, ${name}, ${reference}`;
        const props = { ...base, account, ...way, ...given };
        return [
          rendering(NotAdmittedPage, what, props),
          ...Object.entries(askable).map(([who, brand]) =>
            rendering(NotAdmittedPage, `${what}, with ${who} to ask`, props, brand),
          ),
        ];
      }),
    ),
  );
}
