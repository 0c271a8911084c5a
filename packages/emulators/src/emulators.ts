/**
 * GitHub and Google on localhost, for development and for the browser tests: everything works before
 * anybody has registered an OAuth app.
 *
 * Anybody can sign in here as any user. `npm start` starts this only in development, and only when no
 * real provider is configured; `apps/auth` refuses providers on loopback in production.
 *
 * @module
 */
import { type Running, startEmulator } from './emulator.ts';
import type { Rewrite, Supplement } from './front.ts';
import { withStableSubjects } from './google-subjects.ts';
import {
  GITHUB_STAGE,
  githubOrganisation,
  githubPeople,
  githubTeams,
  GOOGLE_STAGE,
  googlePeople,
} from './people.ts';

export { type Fault, failNext } from './faults.ts';
export { googleSubject } from './google-subjects.ts';
export { entraPeople, startEntraEmulator } from './entra.ts';
export { oktaPeople, startOktaEmulator } from './okta.ts';
export { type OpenIdEmulator, startOpenIdEmulator } from './openid.ts';
export { githubOrganisation, githubPeople, googlePeople } from './people.ts';

export interface Emulators {
  /** Environment variables that make `apps/auth` use the emulators. */
  readonly environment: {
    readonly GITHUB_CLIENT_ID: string;
    readonly GITHUB_CLIENT_SECRET: string;
    readonly GITHUB_URL: string;
    readonly GITHUB_API_URL: string;
    readonly GOOGLE_CLIENT_ID: string;
    readonly GOOGLE_CLIENT_SECRET: string;
    readonly GOOGLE_ISSUER: string;
  };
  close(): Promise<void>;
}

export interface EmulatorsOptions {
  /** 4001 unless told; 0 takes any free port. */
  readonly githubPort?: number;
  /** 4002 unless told; 0 takes any free port. */
  readonly googlePort?: number;
  /** Origin of the authorization server; its callbacks are the only redirect URIs accepted. */
  readonly publicUrl: string;
  /** Redirect URIs of other servers that sign users in here. */
  readonly redirectUris?: readonly string[];
}

const GITHUB_CLIENT = { id: 'gatehouse-emulated-github', secret: 'not-a-secret-github' };
const GOOGLE_CLIENT = { id: 'gatehouse-emulated-google', secret: 'not-a-secret-google' };

/**
 * Starts both emulators.
 *
 * @throws an `EADDRINUSE` error when a port is taken; then neither is left running
 */
export async function startEmulators(options: EmulatorsOptions): Promise<Emulators> {
  const { githubPort = 4001, googlePort = 4002, publicUrl, redirectUris = [] } = options;
  const origin = new URL(publicUrl).origin;
  const github = await startEmulator(
    'github',
    githubPort,
    githubSeed([`${origin}/callback/github`, ...redirectUris]),
    {
      stage: GITHUB_STAGE,
      rewrite: withRightAddresses,
      supplements: { '/user/teams': teamsOfWhoeverAsks },
    },
  );
  let google: Running;
  try {
    google = await startEmulator(
      'google',
      googlePort,
      googleSeed([`${origin}/callback/google`, ...redirectUris]),
      { stage: GOOGLE_STAGE, rewrite: withStableSubjects() },
    );
  } catch (error) {
    await github.close();
    throw error;
  }
  return {
    environment: emulatedEnvironment(github.url, google.url),
    async close() {
      await Promise.all([github.close(), google.close()]);
    },
  };
}

/** Environment variables for `apps/auth` to use emulators at these URLs. */
export function emulatedEnvironment(
  githubUrl: string,
  googleUrl: string,
): Emulators['environment'] {
  return {
    GITHUB_CLIENT_ID: GITHUB_CLIENT.id,
    GITHUB_CLIENT_SECRET: GITHUB_CLIENT.secret,
    GITHUB_URL: githubUrl,
    GITHUB_API_URL: githubUrl,
    GOOGLE_CLIENT_ID: GOOGLE_CLIENT.id,
    GOOGLE_CLIENT_SECRET: GOOGLE_CLIENT.secret,
    GOOGLE_ISSUER: googleUrl,
  };
}

function githubSeed(redirectUris: readonly string[]): Record<string, unknown> {
  return {
    users: githubPeople.map(({ login, name, email }) => ({ login, name, email })),
    orgs: [
      {
        login: githubOrganisation.login,
        members: githubOrganisation.members.map((login) => ({ login })),
      },
    ],
    oauth_apps: [
      {
        client_id: GITHUB_CLIENT.id,
        client_secret: GITHUB_CLIENT.secret,
        name: 'Gatehouse (development)',
        redirect_uris: redirectUris,
      },
    ],
  };
}

function googleSeed(redirectUris: readonly string[]): Record<string, unknown> {
  return {
    users: googlePeople,
    oauth_clients: [
      {
        client_id: GOOGLE_CLIENT.id,
        client_secret: GOOGLE_CLIENT.secret,
        name: 'Gatehouse (development)',
        redirect_uris: redirectUris,
      },
    ],
  };
}

/** GitHub's list of teams, which the emulator does not have. */
const teamsOfWhoeverAsks: Supplement = async (ask) => {
  const { login } = (await ask('/user')) as { login: string };
  const organisations = (await ask('/user/orgs')) as { login: string }[];
  const organization = organisations.find((one) => one.login === githubOrganisation.login);
  if (organization === undefined) return [];
  return githubTeams
    .filter(({ members }) => members.includes(login))
    .map(({ id, slug }) => ({ id, slug, name: slug, organization }));
};

/** Corrects GitHub's list of addresses, in which the emulator has one, and says that it is verified. */
const withRightAddresses: Rewrite = (path, body) => {
  if (path !== '/user/emails' || !Array.isArray(body)) return body;
  return body.flatMap((entry: { email: string }) => {
    const person = githubPeople.find(({ email }) => email === entry.email);
    const first = person?.unverified ? { ...entry, verified: false } : entry;
    const { secondary } = person ?? {};
    return secondary === undefined
      ? [first]
      : [first, { ...entry, email: secondary, primary: false }];
  });
};
