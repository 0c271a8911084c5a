/**
 * Organisations and their teams, as rules name them: by login and slug. Both can be given up and taken by
 * somebody else, so each means whoever had it when it was first seen.
 *
 * @module
 */
import type {
  AdmissionFacts,
  AdmissionRules,
  OrganisationMembership,
  TeamMembership,
} from './policy.ts';

const ASCII = /^[\x21-\x7e]+$/;

/** Whether a rule names the organisation. Letter case does not count, and what is not ASCII is no name. */
export function namesOrganisation(
  { organisations }: Pick<AdmissionRules, 'organisations'>,
  login: string,
): boolean {
  return ASCII.test(login) && organisations.includes(login.toLowerCase());
}

/**
 * Whether a login stands for another organisation than the one that it was pinned to. What was
 * stored without a number is taken at its word until the user signs in again.
 */
export function isForeign({ id, pinned }: OrganisationMembership): boolean {
  return id !== undefined && pinned !== undefined && id !== pinned;
}

/** What a team is called in rules, and pinned as: `acme/maintainers`. */
export function teamName({ organisation, slug }: Pick<TeamMembership, 'organisation' | 'slug'>) {
  return `${organisation.login}/${slug}`.toLowerCase();
}

/** Whether a rule names the team. */
export function namesTeam({ teams }: Pick<AdmissionRules, 'teams'>, team: TeamMembership): boolean {
  const { organisation, slug } = team;
  return ASCII.test(organisation.login + slug) && teams.includes(teamName(team));
}

/**
 * Whether a name stands for another team than when it was first seen, or its organisation for another: at
 * GitHub any member of an organisation may found a team, under a name that was given up.
 */
export function isForeignTeam({ organisation, id, pinned }: TeamMembership): boolean {
  return isForeign(organisation) || isForeign({ login: organisation.login, id, pinned });
}

/** Whether one of the organisations or teams that somebody belongs to is named, and is the one that was meant. */
export function isMemberByRule(
  rules: Pick<AdmissionRules, 'organisations' | 'teams'>,
  { organisations, teams = [] }: Pick<AdmissionFacts, 'organisations' | 'teams'>,
): boolean {
  return (
    organisations.some((one) => namesOrganisation(rules, one.login) && !isForeign(one)) ||
    teams.some((one) => namesTeam(rules, one) && !isForeignTeam(one))
  );
}

/** Whether a connector has to ask for the organisations that people belong to. */
export function requiresOrganisations(all: readonly Pick<AdmissionRules, 'organisations'>[]) {
  return all.some(({ organisations }) => organisations.length > 0);
}

/** The organisations, by login, whose teams a connector has to ask for. */
export function organisationsWithTeams(all: readonly Pick<AdmissionRules, 'teams'>[]): string[] {
  const logins = all.flatMap(({ teams }) => teams.map((team) => team.slice(0, team.indexOf('/'))));
  return [...new Set(logins)];
}
