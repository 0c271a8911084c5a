import type { Brand } from '@gatehouse/look';
import { type DevelopmentSteps, HomePage, type SignedInUser, type Visitor } from '../pages.ts';
import { HOSTILE_TEXT } from './clients.fixture.ts';
import { people } from './people.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';
import { real } from './sign-in.fixture.ts';

const issuer = 'http://localhost:3000';

const registrations: DevelopmentSteps['registrations'] = [
  {
    provider: 'github',
    text: 'http://localhost:3000/callback/github',
    variables: ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  },
  {
    provider: 'google',
    text: 'http://localhost:3000/callback/google',
    variables: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  },
  {
    provider: 'oidc',
    text: 'http://localhost:3000/callback/oidc',
    variables: ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  },
];

const emulated: DevelopmentSteps['emulated'] = [
  { label: 'GitHub', text: 'http://localhost:4001' },
  { label: 'Google', text: 'http://localhost:4002' },
  { label: 'localhost:4003', text: 'http://localhost:4003' },
];

const connect: DevelopmentSteps['connect'] = [
  { client: 'claude-code', text: 'claude mcp add --transport http gatehouse http://localhost' },
  { client: 'vs-code', text: `code --add-mcp '{"name":"gatehouse"}'` },
  { client: 'inspector', text: 'npx @modelcontextprotocol/inspector' },
];

const notes = { label: 'Notes', text: 'http://localhost:4000/mcp' };
const whole: DevelopmentSteps = { resources: [notes], connect, emulated, registrations };

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
  const home = (
    name: string,
    development?: DevelopmentSteps,
    who: SignedInUser | Visitor = visitor,
  ) =>
    rendering(HomePage, `home: ${name}`, {
      issuer,
      who,
      ...(development !== undefined && { development }),
    });
  const counts = [0, 1, 2, 3];
  return [
    home('in production'),
    rendering(HomePage, 'home: with a brand', { issuer, who: visitor }, brand),
    rendering(
      HomePage,
      'home: with a hostile brand',
      { issuer, who: visitor },
      { ...brand, name: HOSTILE_TEXT },
    ),
    home('without a provider', undefined, { ...visitor, providers: [] }),
    ...Object.entries(people).flatMap(([name, user]) => [
      home(`in production, ${name}`, undefined, signedIn(user)),
      home(`in development, ${name}`, whole, signedIn(user, HOSTILE_TEXT)),
    ]),
    home('in development', whole),
    home('hostile', {
      resources: [{ label: HOSTILE_TEXT, text: HOSTILE_TEXT }],
      connect: connect.map((line) => ({ ...line, text: HOSTILE_TEXT })),
      emulated: [{ label: HOSTILE_TEXT, text: HOSTILE_TEXT }],
      registrations: registrations.map((one) => ({ ...one, text: HOSTILE_TEXT })),
    }),
    ...counts.flatMap((count) => [
      home(`${count} emulated`, { ...whole, emulated: emulated.slice(0, count) }),
      home(`${count} to register at`, { ...whole, registrations: registrations.slice(0, count) }),
      home(`${count} clients`, { ...whole, connect: connect.slice(0, count) }),
      home(`${count} servers`, {
        ...whole,
        resources: [notes, { ...notes, label: 'Files' }, { ...notes, label: 'Mail' }].slice(
          0,
          count,
        ),
      }),
    ]),
    home('one variable', {
      ...whole,
      registrations: registrations.map((one) => ({
        ...one,
        variables: one.variables.slice(0, 1),
      })),
    }),
  ];
}
