import type { Stage } from './pages/stage.ts';

/**
 * The users as whom one can sign in. Their ids never change: a database is kept longer than the emulators
 * run, and with another id the same name would be a new user.
 *
 * Addresses use the domains that RFC 2606 §3 reserves, so none belongs to anybody.
 */

export interface GitHubPerson {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  /** whether GitHub says that this user's address is not verified */
  readonly unverified?: true;
  /** a second address, which is verified and not the primary one */
  readonly secondary?: string;
}

export interface GooglePerson {
  readonly email: string;
  readonly name: string;
  /** The Workspace domain (`hd` claim); empty for a consumer account. */
  readonly hd: string;
  readonly email_verified: boolean;
}

/** The order matters: the emulator numbers them by it, from 3 on, after two users of its own. */
export const githubPeople: readonly GitHubPerson[] = [
  { login: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' },
  {
    login: 'grace',
    name: 'Grace Hopper',
    email: 'grace@example.org',
    secondary: 'grace@hopper.example',
  },
  { login: 'alan', name: 'Alan Turing', email: 'alan@example.net' },
  {
    login: 'katherine',
    name: 'Katherine Johnson',
    email: 'katherine@example.net',
    unverified: true,
  },
];

/** The GitHub organisation that Ada and Grace belong to. */
export const githubOrganisation = {
  login: 'analytical-engines',
  members: ['ada', 'grace'],
} as const;

/** Teams of that organisation; the numbers are GitHub's to give, for good. */
export const githubTeams: readonly {
  readonly id: number;
  readonly slug: string;
  readonly members: readonly string[];
}[] = [{ id: 1842, slug: 'maintainers', members: ['ada'] }];

export const googlePeople: readonly GooglePerson[] = [
  { email: 'ada@example.com', name: 'Ada Lovelace', hd: 'example.com', email_verified: true },
  { email: 'margaret@example.org', name: 'Margaret Hamilton', hd: '', email_verified: true },
  { email: 'edsger@example.net', name: 'Edsger Dijkstra', hd: '', email_verified: true },
  {
    email: 'tony@example.net',
    name: 'Tony Hoare',
    hd: '',
    email_verified: false,
  },
];

/** Whom one may be at the emulated GitHub. */
export const GITHUB_STAGE: Stage = {
  provider: 'GitHub',
  field: 'login',
  roles: githubPeople.map(({ login, name, email, unverified }) => ({
    account: login,
    name,
    email,
    about: [login],
    ...(unverified && { unverified }),
  })),
};

/** Whom one may be at the emulated Google, and at the OpenID provider that has its people. */
export const GOOGLE_STAGE: Stage = {
  provider: 'Google',
  field: 'email',
  roles: googlePeople.map(({ email, name, email_verified: verified }) => ({
    account: email,
    name,
    email,
    unverified: !verified,
  })),
};
