import type { Brand } from '@gatehouse/look';
import {
  type ConnectLine,
  type DevelopmentSteps,
  HomePage,
  type SignedInUser,
  type Visitor,
} from '../pages.ts';
import { HOSTILE_TEXT } from './clients.fixture.ts';
import { people } from './people.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';
import { real } from './sign-in.fixture.ts';

const issuer = 'http://localhost:3000';

const registrations: DevelopmentSteps['registrations'] = [
  {
    provider: 'github',
    callback: 'http://localhost:3000/callback/github',
    variables: ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  },
  {
    provider: 'google',
    callback: 'http://localhost:3000/callback/google',
    variables: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  },
  {
    provider: 'oidc',
    callback: 'http://localhost:3000/callback/oidc',
    variables: ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  },
];

const configured: DevelopmentSteps['configured'] = [
  { label: 'GitHub', callback: 'http://localhost:3000/callback/github' },
  { label: 'login.example.com', callback: 'http://localhost:3000/callback/oidc-acme' },
];

const ada = { account: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' };
const grace = { account: 'grace', name: 'Grace Hopper', email: 'grace@example.org' };
const emulated: DevelopmentSteps['emulated'] = [
  { id: 'github', label: 'GitHub', people: [ada, grace] },
  { id: 'google', label: 'Google', people: [ada] },
  { id: 'oidc', label: 'localhost:4003', people: [] },
];

const connect: ConnectLine[] = [
  { client: 'claude-code', text: 'claude mcp add --transport http gatehouse http://localhost' },
  { client: 'vs-code', text: `code --add-mcp '{"name":"gatehouse"}'` },
  { client: 'cursor', text: '{"mcpServers":{"notes":{"url":"http://localhost"}}}' },
  { client: 'codex', text: 'codex mcp add gatehouse --url http://localhost' },
  { client: 'inspector', text: 'npx @modelcontextprotocol/inspector' },
];

const notes = { name: 'Notes', address: 'http://localhost:4000/mcp', connect };
const servers = [
  notes,
  { ...notes, name: 'Files', address: 'http://localhost:4001/mcp' },
  { ...notes, name: 'Mail', address: 'http://localhost:4002/mcp' },
];
const whole: DevelopmentSteps = {
  servers,
  emulated,
  configured: [],
  registrations,
  guides: { protect: 'docs/protect.md', brand: 'docs/operations/brand.md' },
  brandVariables: ['BRAND_NAME', 'BRAND_LOGO', 'BRAND_ACCENT'],
};
const addresses = servers.map(({ name, address }) => ({ label: name, text: address }));

const brand: Brand = {
  name: 'Analytical Engines',
  logo: { path: '/assets/logo-0123456789abcdef.svg', width: 56 },
  support: 'mailto:help@engines.example',
  privacy: 'https://engines.example/privacy',
  terms: 'https://engines.example/terms',
};

const visitor: Visitor = {
  providers: real,
  signIn: { action: '/sign-in/home', csrf: 'token' },
};

const signedIn = (user: SignedInUser['user'], provider = 'GitHub'): SignedInUser => ({
  user,
  provider,
  signOut: { action: '/sign-out', csrf: 'token' },
});

/** The page at `/`, for each number of everything that it lists. */
export function homePages(): Rendering[] {
  const home = (name: string, props: Partial<Parameters<typeof HomePage>[0]> = {}, of?: Brand) =>
    rendering(HomePage, `home: ${name}`, { issuer, who: visitor, ...props }, of);
  const inDevelopment = (name: string, change: Partial<DevelopmentSteps> = {}) =>
    home(name, { development: { ...whole, ...change } });
  const counts = [0, 1, 2, 3];
  return [
    home('in production'),
    home('with a brand', {}, brand),
    home('with a hostile brand', {}, { ...brand, name: HOSTILE_TEXT }),
    home('without a provider', { who: { ...visitor, providers: [] } }),
    ...Object.entries(people).flatMap(([name, user]) => [
      home(`in production, ${name}`, { who: signedIn(user), servers: addresses }, brand),
      home(`in development, ${name}`, {
        who: signedIn(user, HOSTILE_TEXT),
        development: whole,
      }),
    ]),
    home('with hostile servers', {
      who: signedIn({ name: 'Ada' }),
      servers: [{ label: HOSTILE_TEXT, text: HOSTILE_TEXT }],
    }),
    inDevelopment('in development'),
    inDevelopment('with real providers', { emulated: [], configured, registrations: [] }),
    inDevelopment('hostile', {
      servers: servers.map((server) => ({
        name: HOSTILE_TEXT,
        address: `${server.address}/${HOSTILE_TEXT}`,
        connect: connect.map((line) => ({ ...line, text: HOSTILE_TEXT })),
      })),
      emulated: [
        {
          id: HOSTILE_TEXT,
          label: HOSTILE_TEXT,
          people: [{ account: HOSTILE_TEXT, name: HOSTILE_TEXT, email: HOSTILE_TEXT }],
        },
      ],
      registrations: registrations.map((one) => ({ ...one, callback: HOSTILE_TEXT })),
    }),
    ...counts.flatMap((count) => [
      inDevelopment(`${count} emulated`, { emulated: emulated.slice(0, count) }),
      inDevelopment(`${count} to register at`, { registrations: registrations.slice(0, count) }),
      inDevelopment(`${count} servers`, { servers: servers.slice(0, count) }),
      inDevelopment(`${count} variables`, {
        registrations: registrations.map((one) => ({
          ...one,
          variables: one.variables.slice(0, count),
        })),
        brandVariables: whole.brandVariables.slice(0, count),
      }),
    ]),
  ];
}
