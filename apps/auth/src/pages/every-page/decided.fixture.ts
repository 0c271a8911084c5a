import { type ConnectedPageProps, ConnectedPage, DeclinedPage } from '../pages.ts';
import { clients, HOSTILE_TEXT, website } from './clients.fixture.ts';
import { people } from './people.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';

/** The properties of an ordinary page after *Allow*, for tests to vary. */
export const connectedProps: ConnectedPageProps = {
  target: '/auth/uid',
  client: website,
  server: 'Notes',
  user: { name: 'Octavia' },
  kinds: ['view'],
  term: { idle: 2_592_000, latest: 31_536_000 },
};

const kinds: Readonly<Record<string, ConnectedPageProps['kinds']>> = {
  nothing: [],
  viewing: ['view'],
  changing: ['change'],
  everything: ['view', 'change', 'irreversible'],
};

const { server: _, ...aboutTheUser } = connectedProps;

export function connectedPages(): Rendering[] {
  const connected = (name: string, change: Partial<ConnectedPageProps>) =>
    rendering(ConnectedPage, `connected: ${name}`, { ...connectedProps, ...change });
  return [
    ...Object.entries(kinds).map(([name, these]) => connected(name, { kinds: these })),
    ...Object.entries(clients).flatMap(([name, client]) => [
      connected(name, { client }),
      rendering(ConnectedPage, `connected: ${name}, who the user is`, { ...aboutTheUser, client }),
    ]),
    ...Object.entries(people).map(([name, user]) => connected(`as ${name}`, { user })),
    connected('hostile', { server: HOSTILE_TEXT, target: '/auth/uid?a=1&b="2"><script>' }),
  ];
}

export function declinedPages(): Rendering[] {
  const nexts = {
    'told at once': { kind: 'goes-on', target: '/auth/uid', told: true },
    'about to be held': { kind: 'goes-on', target: '/auth/uid', told: false },
  } as const;
  const facts = { clientId: 'client-id', why: 'denied' } as const;
  return Object.entries(clients).flatMap(([name, client]) => [
    ...Object.entries(nexts).flatMap(([how, next]) => [
      rendering(DeclinedPage, `declined: ${name}, ${how}`, {
        ...facts,
        client,
        next,
        server: 'Notes',
      }),
      rendering(DeclinedPage, `declined: ${name}, ${how}, who the user is`, {
        ...facts,
        client,
        next,
      }),
    ]),
    rendering(DeclinedPage, `declined: ${name}, held`, {
      client,
      clientId: HOSTILE_TEXT,
      server: HOSTILE_TEXT,
      why: 'returned',
      next: {
        kind: 'link',
        target: `https://claude.ai/cb?state=${encodeURIComponent(HOSTILE_TEXT)}`,
      },
    }),
  ]);
}
