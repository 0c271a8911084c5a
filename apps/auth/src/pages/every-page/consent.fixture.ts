import type { Brand } from '@gatehouse/look';
import type { ConsentPageProps } from '../consent-page.tsx';
import type { ConsentScope } from '../consent-scopes.tsx';
import { ConsentPage } from '../pages.ts';
import { clients, HOSTILE_TEXT, hostileClient, website } from './clients.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';
import { askable, hostilePerson, people } from './people.fixture.ts';

const read: ConsentScope = {
  name: 'mcp:read',
  description: 'Read your notes',
  optional: false,
  checked: true,
  alreadyAllowed: true,
  leftOutBefore: false,
};

const write: ConsentScope = {
  name: 'mcp:write',
  description: 'Change your notes',
  optional: true,
  checked: true,
  alreadyAllowed: false,
  leftOutBefore: false,
};

const hostileScope: ConsentScope = {
  name: HOSTILE_TEXT,
  description: HOSTILE_TEXT,
  optional: true,
  checked: false,
  alreadyAllowed: true,
  leftOutBefore: true,
};

/** The properties of an ordinary consent page, for tests to vary. */
export const consentProps: ConsentPageProps = {
  client: website,
  resource: { name: 'Notes', uri: 'https://notes.example/mcp' },
  scopes: [read, write],
  identityScopes: ['openid'],
  user: { name: 'Octavia', username: 'octocat', email: 'octavia@example.com' },
  action: '/interaction/uid/consent',
  csrf: 'token',
  shown: 'hash',
  switchUserAction: '/interaction/uid/switch',
};

const many = (count: number): ConsentScope[] =>
  Array.from({ length: count }, (_, index) => ({ ...write, name: `thing:${index}` }));

const scopes: Readonly<Record<string, readonly ConsentScope[]>> = {
  'no scope': [],
  'one that is required': [read],
  'two that are required': [read, { ...read, name: 'mcp:more', alreadyAllowed: false }],
  'one that is optional': [write],
  'one that comes unticked': [{ ...write, checked: false }],
  'one that was allowed before': [{ ...write, alreadyAllowed: true }],
  'one that was left out': [{ ...write, checked: false, leftOutBefore: true }],
  'one that was left out and is asked for again': [{ ...write, leftOutBefore: true }],
  'one without a description': [{ ...write, description: '\u200B' }],
  ten: many(10),
  eleven: many(11),
  'a hostile one': [hostileScope],
};

const identityScopes: Readonly<Record<string, readonly string[]>> = {
  none: [],
  'the person': ['openid'],
  'all of them': ['openid', 'profile', 'email', 'offline_access'],
  'staying connected alone': ['offline_access'],
  'one without words': ['constructor'],
  'a hostile one': [HOSTILE_TEXT],
};

const resources = {
  'with a name': { name: 'Notes', uri: 'https://notes.example/mcp' },
  'without a name': { name: ' ', uri: 'https://notes.example/mcp' },
  hostile: { name: HOSTILE_TEXT, uri: HOSTILE_TEXT },
};

const unavailable = [
  { name: 'mcp:write', description: 'Change your notes' },
  { name: 'mcp:admin', description: '' },
];

const nowhere: Readonly<Record<string, Partial<ConsentPageProps>>> = {
  'beside others': { unavailable },
  'and nothing new': { unavailable, brings: 'nothing-new' },
  'and nothing else': { unavailable, brings: 'nothing', scopes: [] },
};

const { resource: _, ...aboutTheUser } = consentProps;

function consent(name: string, change: Partial<ConsentPageProps>, brand?: Brand): Rendering {
  return rendering(ConsentPage, `consent: ${name}`, { ...consentProps, ...change }, brand);
}

/** The consent page in every state. */
export function consentPages(): Rendering[] {
  const entries = Object.entries;
  return [
    consent('all hostile', {
      client: hostileClient,
      resource: resources.hostile,
      scopes: [hostileScope],
      identityScopes: [HOSTILE_TEXT],
      user: hostilePerson,
      changed: true,
      notCounted: 'too-soon',
      unavailable: [{ name: HOSTILE_TEXT, description: HOSTILE_TEXT }],
      brings: 'nothing-new',
    }),
    consent('all hostile, with nothing to allow', {
      client: hostileClient,
      scopes: [],
      unavailable: [{ name: HOSTILE_TEXT, description: HOSTILE_TEXT }],
      brings: 'nothing',
    }),
    ...entries(nowhere).flatMap(([name, change]) => [
      consent(`not available, ${name}`, change),
      ...entries(askable).map(([who, brand]) =>
        consent(`not available, ${name}, with ${who} to ask`, change, brand),
      ),
    ]),
    ...entries(clients).flatMap(([name, client]) => [
      consent(name, { client }),
      consent(`${name}, too soon`, { client, notCounted: 'too-soon' }),
      consent(`${name}, changed since`, { client, changed: true }),
      consent(`${name}, changed meanwhile`, { client, changed: true, notCounted: 'changed' }),
      rendering(ConsentPage, `consent: who the user is, for ${name}`, {
        ...aboutTheUser,
        client,
        scopes: [],
      }),
    ]),
    ...entries(resources).map(([name, resource]) => consent(`server ${name}`, { resource })),
    ...entries(scopes).flatMap(([name, these]) => [
      consent(`scopes: ${name}`, { scopes: these }),
      consent(`scopes: ${name}, and too soon`, { scopes: these, notCounted: 'too-soon' }),
    ]),
    ...entries(identityScopes).flatMap(([name, these]) => [
      consent(`about the user: ${name}`, { identityScopes: these }),
      rendering(ConsentPage, `consent: about the user alone: ${name}`, {
        ...aboutTheUser,
        scopes: [],
        identityScopes: these,
      }),
    ]),
    ...entries(people).map(([name, user]) => consent(`as ${name}`, { user })),
  ];
}
