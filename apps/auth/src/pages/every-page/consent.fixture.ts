import type { Brand } from '@gatehouse/look';
import type { ConsentPageProps } from '../consent-page.tsx';
import type { ConsentScope } from '../consent-scopes.tsx';
import { ConsentPage } from '../pages.ts';
import { clients, described, HOSTILE_TEXT, hostileClient, website } from './clients.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';
import { askable, hostilePerson, people } from './people.fixture.ts';

const read: ConsentScope = {
  name: 'mcp:read',
  description: 'Read your notes',
  kind: 'view',
  optional: false,
  checked: true,
  alreadyAllowed: true,
  leftOutBefore: false,
};

const write: ConsentScope = {
  name: 'mcp:write',
  description: 'Change your notes',
  kind: 'change',
  optional: true,
  checked: true,
  alreadyAllowed: false,
  leftOutBefore: false,
};

const hostileScope: ConsentScope = {
  name: HOSTILE_TEXT,
  description: HOSTILE_TEXT,
  detail: HOSTILE_TEXT,
  kind: 'irreversible',
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
  identityBefore: [],
  clientId: 'client-id',
  redirectUri: 'https://claude.ai/api/mcp/auth_callback',
  provider: 'GitHub',
  isStepUp: false,
  term: { idle: 2_592_000, latest: 31_536_000 },
  user: { name: 'Octavia', username: 'octocat', email: 'octavia@example.com' },
  action: '/interaction/uid/consent',
  csrf: 'token',
  shown: 'hash',
  terms: 'hash of words',
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
  'one that cannot be undone': [
    read,
    { ...write, kind: 'irreversible', checked: false, detail: 'With their attachments' },
  ],
  'one of each kind, required': [
    read,
    { ...write, optional: false, detail: 'Titles and text' },
    { ...write, name: 'mcp:delete', kind: 'irreversible', optional: false },
  ],
  'viewing is optional, and off': [
    { ...read, optional: true, checked: false, alreadyAllowed: false },
  ],
  'viewing is optional': [
    { ...read, optional: true, alreadyAllowed: false },
    { ...read, name: 'mcp:list', optional: true, checked: false, alreadyAllowed: false },
  ],
  'a hostile one': [hostileScope],
};

const fresh: ConsentScope = {
  ...write,
  name: 'mcp:delete',
  description: 'Delete notes',
  kind: 'irreversible',
};
const kept = { ...write, optional: false, alreadyAllowed: true };
const askedAgain = { ...write, name: 'mcp:share', alreadyAllowed: true };

/** A client that has something and asks for more. */
const stepUps: Readonly<Record<string, Partial<ConsentPageProps>>> = {
  'one more': { scopes: [read, kept, fresh], identityBefore: ['openid'] },
  'one more, of long words': { scopes: [read, { ...fresh, description: 'Delete '.repeat(9) }] },
  'two more, and somebody’s address': {
    scopes: [kept, askedAgain, fresh, { ...fresh, name: 'mcp:empty', optional: false }],
    identityScopes: ['openid', 'email'],
    identityBefore: ['openid'],
  },
  'all that it has': { scopes: [read, askedAgain] },
  'one that was left out': { scopes: [read, { ...fresh, leftOutBefore: true }] },
  'in hostile words': { scopes: [{ ...hostileScope, alreadyAllowed: false }] },
};

const stranger = { days: 0, others: 0, orMore: false, mustVouch: true };

const strangers: Readonly<Record<string, NonNullable<ConsentPageProps['stranger']>>> = {
  'that nobody knows': stranger,
  'that one other knows': { ...stranger, days: 1, others: 1 },
  'that many know, without a tick': {
    days: 40,
    others: 12,
    orMore: true,
    mustVouch: false,
  },
  'that some know': { ...stranger, others: 3 },
};

const terms: Readonly<Record<string, ConsentPageProps['term']>> = {
  'a quarter of an hour': { latest: 900 },
  'hours, or days': { idle: 36_000, latest: 864_000 },
};

const identityScopes: Readonly<Record<string, readonly string[]>> = {
  none: [],
  'the person': ['openid'],
  'all of them': ['openid', 'profile', 'email', 'offline_access'],
  'name alone': ['openid', 'profile'],
  'address alone': ['email'],
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
  { name: 'mcp:write', description: 'Change your notes', kind: 'change' },
  { name: 'mcp:admin', description: '', kind: 'irreversible' },
] as const;

const nowhere: Readonly<Record<string, Partial<ConsentPageProps>>> = {
  'beside others': { unavailable },
  'and nothing new': { unavailable, brings: 'nothing-new' },
  'and nothing else': { unavailable, brings: 'nothing', scopes: [] },
};

const { resource: _, ...aboutTheUser } = consentProps;
const { provider: __, ...ofNoProvider } = consentProps;

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
      clientId: HOSTILE_TEXT,
      redirectUri: HOSTILE_TEXT,
      provider: HOSTILE_TEXT,
      changed: true,
      notCounted: 'too-soon',
      unavailable: [{ name: HOSTILE_TEXT, description: HOSTILE_TEXT, kind: 'irreversible' }],
      brings: 'nothing-new',
    }),
    consent('all hostile, with nothing to allow', {
      client: hostileClient,
      scopes: [],
      unavailable: [{ name: HOSTILE_TEXT, description: HOSTILE_TEXT, kind: 'irreversible' }],
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
      consent(`${name}, described otherwise now`, { client, notCounted: 'terms-changed' }),
      consent(`${name}, nothing ticked`, { client, notCounted: 'nothing-ticked' }),
      consent(`${name}, a stranger`, { client, stranger, notCounted: 'not-vouched' }),
      consent(`${name}, one more`, { client, isStepUp: true, ...stepUps['one more'] }),
      rendering(ConsentPage, `consent: who the user is, for ${name}`, {
        ...aboutTheUser,
        client,
        scopes: [],
      }),
    ]),
    ...entries(resources).map(([name, resource]) => consent(`server ${name}`, { resource })),
    ...entries(scopes).flatMap(([name, these]) => [
      consent(`scopes: ${name}`, { scopes: these }),
      consent(`scopes: ${name}, and too soon`, {
        scopes: these,
        identityScopes: [],
        notCounted: 'too-soon',
      }),
    ]),
    ...entries(identityScopes).flatMap(([name, these]) => [
      consent(`about the user: ${name}`, { identityScopes: these }),
      rendering(ConsentPage, `consent: about the user alone: ${name}`, {
        ...aboutTheUser,
        scopes: [],
        identityScopes: these,
      }),
    ]),
    ...entries(people).flatMap(([name, user]) => [
      consent(`as ${name}`, { user }),
      rendering(ConsentPage, `consent: as ${name}, of no known provider`, {
        ...ofNoProvider,
        user,
      }),
    ]),
    ...entries(stepUps).flatMap(([name, change]) => [
      consent(`step-up: ${name}`, { isStepUp: true, ...change }),
      consent(`step-up: ${name}, and something is not available`, {
        isStepUp: true,
        unavailable,
        ...change,
      }),
    ]),
    ...entries(strangers).flatMap(([name, these]) => [
      consent(`a stranger ${name}`, { stranger: these }),
      consent(`a stranger ${name}, with a description elsewhere`, {
        client: described.elsewhere,
        stranger: these,
        changed: true,
      }),
      rendering(ConsentPage, `consent: a stranger ${name}, who the user is`, {
        ...aboutTheUser,
        scopes: [],
        stranger: these,
      }),
    ]),
    ...entries(terms).map(([name, term]) => consent(`for ${name}`, { term })),
  ];
}
