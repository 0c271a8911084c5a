/**
 * The people one can sign in as. Their ids never change: a database outlives the emulators, and a
 * person who came back with another id would be a stranger.
 *
 * Addresses use the domains that RFC 2606 §3 reserves, so none belongs to anybody.
 */

export interface GitHubPerson {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  /** GitHub answers this person's address as not verified. */
  readonly unverified?: true;
}

export interface GooglePerson {
  readonly email: string;
  readonly name: string;
  /** The Workspace domain (`hd` claim); empty for a consumer account. */
  readonly hd: string;
  readonly email_verified: boolean;
}

/** In this order: the emulator numbers them by it (from 3 on, after its own two). */
export const githubPeople: readonly GitHubPerson[] = [
  { login: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' },
  { login: 'grace', name: 'Grace Hopper', email: 'grace@example.org' },
  { login: 'alan', name: 'Alan Turing', email: 'alan@example.net' },
  {
    login: 'katherine',
    name: 'Katherine Johnson (e-mail not verified)',
    email: 'katherine@example.net',
    unverified: true,
  },
];

/** The GitHub organisation that Ada and Grace belong to. */
export const githubOrganisation = {
  login: 'analytical-engines',
  members: ['ada', 'grace'],
} as const;

export const googlePeople: readonly GooglePerson[] = [
  { email: 'ada@example.com', name: 'Ada Lovelace', hd: 'example.com', email_verified: true },
  { email: 'margaret@example.org', name: 'Margaret Hamilton', hd: '', email_verified: true },
  { email: 'edsger@example.net', name: 'Edsger Dijkstra', hd: '', email_verified: true },
  {
    email: 'tony@example.net',
    name: 'Tony Hoare (e-mail not verified)',
    hd: '',
    email_verified: false,
  },
];
