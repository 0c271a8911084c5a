import {
  isForeign,
  isForeignTeam,
  namesOrganisation,
  namesTeam,
  teamName,
} from '../admission/memberships.ts';
import type {
  AdmissionFacts,
  AdmissionRules,
  OrganisationMembership,
  TeamMembership,
} from '../admission/policy.ts';
import type { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import type { Organisation, Team, UpstreamIdentity } from '../upstream/identity.ts';

type Rules = Pick<AdmissionRules, 'organisations' | 'teams'>;

interface Log {
  warn(figures: object, sentence: string): void;
}

/** What memberships are looked up in, and who is told. */
export interface Pinning {
  /** all that name organisations and teams, whatever they are for */
  readonly rules: readonly Rules[];
  readonly pins: Pick<PinnedOrganisations, 'pin'>;
  readonly log: Log;
}

/**
 * The organisations and teams of somebody who signs in, as far as a rule names them, each with what its name
 * is pinned to. The first time that somebody of one comes, it is pinned to the number that the provider
 * gives for it. A team is pinned only beside its organisation: whoever took over that name made the team, too.
 */
export async function pinnedMemberships(
  { issuer, organisations, teams = [] }: UpstreamIdentity,
  { rules, pins, log }: Pinning,
): Promise<Required<Pick<AdmissionFacts, 'organisations' | 'teams'>>> {
  const namedTeams = teams.filter((team) => rules.some((one) => namesTeam(one, team)));
  const named = [
    ...organisations.filter(({ login }) => rules.some((one) => namesOrganisation(one, login))),
    ...namedTeams.map(({ organisation }) => organisation),
  ];
  const ofOrganisations = await pinned(pins, issuer, named);
  const membership = (organisation: Organisation): OrganisationMembership => ({
    ...organisation,
    pinned: ofOrganisations.get(organisation.login.toLowerCase()),
  });
  const ofKnown = namedTeams.filter(({ organisation }) => !isForeign(membership(organisation)));
  const ofTeams = await pinned(pins, issuer, ofKnown.map(asNamed));
  const facts = {
    organisations: organisations.map(membership),
    teams: namedTeams.map((team) => ({
      ...team,
      organisation: membership(team.organisation),
      pinned: ofTeams.get(teamName(team)),
    })),
  };
  tellForeign(log, issuer, facts);
  return facts;
}

function asNamed(team: Team): Organisation {
  return { login: teamName(team), id: team.id };
}

async function pinned(pins: Pinning['pins'], issuer: string, named: readonly Organisation[]) {
  return named.length === 0 ? new Map<string, string>() : pins.pin(issuer, named);
}

function tellForeign(
  log: Log,
  issuer: string,
  facts: {
    readonly organisations: readonly OrganisationMembership[];
    readonly teams: readonly TeamMembership[];
  },
): void {
  for (const { login, id, pinned: before } of facts.organisations.filter(isForeign)) {
    log.warn(
      { organisation: login, issuer, pinned: before, reported: id },
      `another organisation has this login than when it was first seen, so its members are not let in; if that is right: gatehouse admission unpin ${login.toLowerCase()}`,
    );
  }
  for (const team of facts.teams.filter(isForeignTeam)) {
    const name = teamName(team);
    const { organisation, id, pinned: before } = team;
    const isTaken = isForeign(organisation);
    log.warn(
      { team: name, issuer, pinned: before, reported: id },
      isTaken
        ? `this team is of another organisation than when that was first seen, so its members have nothing by it; if that is right: gatehouse admission unpin ${organisation.login.toLowerCase()}`
        : `another team has this name than when it was first seen, so its members have nothing by it; if that is right: gatehouse admission unpin ${name}`,
    );
  }
}
