import type { Brand } from '@gatehouse/look';
import { github } from '../../connectors/github/github.ts';
import { google } from '../../connectors/google/google.ts';
import { oidc } from '../../connectors/oidc/oidc.ts';
import type { LoginPageProps } from '../login-page.tsx';
import type { LoginProvider } from '../provider-buttons.tsx';
import {
  AlreadyDonePage,
  HandOffPage,
  LoginPage,
  NotAdmittedPage,
  SIGN_IN_FAILURES,
} from '../pages.ts';
import { clients, HOSTILE_TEXT, hostileClient, website } from './clients.fixture.ts';
import { askable, people } from './people.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';

export const real: readonly LoginProvider[] = [
  { id: 'github', label: 'GitHub', mark: github.mark, emulated: false },
  { id: 'google', label: 'Google', mark: google.mark, emulated: false },
  { id: 'oidc', label: 'login.example.com', mark: oidc.mark, emulated: false },
];
const emulated = real.map((provider) => ({ ...provider, emulated: true }));

const providers: Readonly<Record<string, readonly LoginProvider[]>> = {
  'no provider': [],
  'one provider': real.slice(0, 1),
  'two providers': real.slice(0, 2),
  'three providers': real,
  'one emulated': emulated.slice(0, 1),
  'two emulated': emulated.slice(0, 2),
  'three emulated': emulated,
  'one real and one emulated': [...real.slice(0, 1), ...emulated.slice(1, 2)],
};

function login(name: string, change: Partial<LoginPageProps>, brand?: Brand): Rendering {
  const props = { providers: real, action: '/interaction/uid/login', csrf: 'token', ...change };
  return rendering(LoginPage, `login: ${name}`, props, brand);
}

export function loginPages(): Rendering[] {
  return [
    login('all hostile', {
      client: hostileClient,
      providers: [...emulated.slice(0, 1), ...real.slice(1, 2)],
      csrf: HOSTILE_TEXT,
      failed: { code: HOSTILE_TEXT, provider: HOSTILE_TEXT },
      reference: HOSTILE_TEXT,
    }),
    ...Object.entries(providers).flatMap(([name, these]) => [
      login(name, { providers: these }),
      login(`${name}, for an app`, { providers: these, client: website }),
    ]),
    ...Object.entries(clients).map(([name, client]) => login(name, { client })),
    login('before an action', { asked: { why: 'first' } }),
    ...Object.entries(people).flatMap(([name, user]) => [
      login(`again, ${name}`, { asked: { why: 'again', user } }),
      login(`somebody else than ${name}`, { asked: { why: 'other', user } }),
    ]),
    ...[...SIGN_IN_FAILURES, 'of another version', 'constructor'].flatMap((code) => [
      login(`${code} at GitHub`, { client: website, failed: { code, provider: 'GitHub' } }),
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
  return [
    rendering(AlreadyDonePage, 'already done: for Claude', { clientName: 'Claude' }),
    rendering(AlreadyDonePage, 'already done: hostile', { clientName: HOSTILE_TEXT }),
    rendering(AlreadyDonePage, 'already done: for some app', {}),
  ];
}

export function notAdmittedPages(): Rendering[] {
  const csrf = 'token';
  const switchAccountAction = '/interaction/uid/switch';
  const returnAction = '/interaction/uid/cancel';
  const ways = {
    'no way on': {},
    'another account': { csrf, switchAccountAction },
    'back to the app': { csrf, returnAction, clientName: 'Claude' },
    'back to some app': { csrf, returnAction },
    'both ways': { csrf, switchAccountAction, returnAction, clientName: HOSTILE_TEXT },
  };
  return Object.entries(people).flatMap(([who, user]) =>
    Object.entries(ways).flatMap(([name, way]) => [
      rendering(NotAdmittedPage, `not admitted: ${who}, ${name}`, {
        user,
        provider: 'GitHub',
        ...way,
      }),
      rendering(NotAdmittedPage, `not admitted: ${who}, ${name}, with a reference`, {
        user,
        provider: 'login.example.com',
        reference: '7Q4K-M2XP',
        ...way,
      }),
      ...Object.entries(askable).map(([whom, brand]) =>
        rendering(
          NotAdmittedPage,
          `not admitted: ${who}, ${name}, with ${whom} to ask`,
          { user, provider: 'GitHub', reference: '7Q4K-M2XP', ...way },
          brand,
        ),
      ),
    ]),
  );
}
