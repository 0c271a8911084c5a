import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { parseAdmit } from '../admission/parse-admit.ts';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github } from '../connectors/github/github.ts';
import type { Storage } from '../storage/storage.ts';
import { storageOn } from '../storage/testing/fixtures.ts';
import type { Organisation, Team, UpstreamIdentity } from '../upstream/identity.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { signInJudge } from './admission.ts';
import { EVERYWHERE, somebodyWith } from './places.fixture.ts';

const GITHUB = 'https://github.com';
const ACME = { login: 'Acme', id: '9919' };
/** Whoever registered the name after it was given up. */
const OTHERS = { login: 'acme', id: '666' };
const MAINTAINERS = { organisation: ACME, slug: 'maintainers', id: '7' };

const rules = (text: string) => {
  const parsed = parseAdmit(text, CONNECTORS);
  if (!parsed.ok) throw new Error('the rule is one');
  return {
    ...parsed.rules,
    providers: [trustIn(github, GITHUB)],
    domainsMatch: 'primary' as const,
  };
};
const policy = rules('github-org:acme/maintainers');

describeEachDatabase('a team in a rule', (open) => {
  let database: Database;
  let storage: Storage;
  let warnings: { figures: object; sentence: string }[];
  let people = 0;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    await storage.clients.save({ client_id: 'client' }, 'dynamic');
  });
  beforeEach(async () => {
    await database.prisma.pinnedOrganisation.deleteMany();
    warnings = [];
  });

  const member = (
    teams: readonly Team[],
    of: Partial<UpstreamIdentity> & { organisations?: readonly Organisation[] } = {},
  ): UpstreamIdentity => ({
    provider: 'github',
    issuer: GITHUB,
    subject: String((people += 1)),
    emailVerified: false,
    verifiedEmails: [],
    organisations: [],
    teams,
    ...of,
  });
  const judge = (identity: UpstreamIdentity, all = [policy]) =>
    signInJudge(all[0] ?? policy, {
      rules: all,
      pins: storage.pinnedOrganisations,
      log: { warn: (figures, sentence) => warnings.push({ figures, sentence }) },
    })(identity);
  const pins = async () =>
    (await storage.pinnedOrganisations.list()).map(({ login, organisation_id: id }) => [login, id]);

  test('lets in its members, at a sign-in and afterwards, and nobody else of the organisation', async () => {
    const identity = member([MAINTAINERS]);
    expect(await judge(identity)).toBe('admitted');
    const places = await somebodyWith(identity, { database, storage });
    expect(await places(policy)).toEqual(EVERYWHERE);
    expect(await pins()).toEqual([
      ['acme', '9919'],
      ['acme/maintainers', '7'],
    ]);
    const colleague = member([{ ...MAINTAINERS, slug: 'readers', id: '8' }], {
      organisations: [ACME],
    });
    expect(await judge(colleague)).toBe('no_rule');
    expect(await (await somebodyWith(colleague, { database, storage }))(policy)).toEqual([]);
  });

  test('is the one that had the name when it was first seen', async () => {
    await judge(member([MAINTAINERS]));
    const founded = member([{ ...MAINTAINERS, id: '8' }]);
    expect(await judge(founded)).toBe('team_replaced');
    expect(await (await somebodyWith(founded, { database, storage }))(policy)).toEqual([]);
    expect(warnings).toEqual([
      {
        figures: { team: 'acme/maintainers', issuer: GITHUB, pinned: '7', reported: '8' },
        sentence: expect.stringContaining('admission unpin acme/maintainers') as string,
      },
    ]);
    await storage.pinnedOrganisations.unpin('acme/maintainers');
    expect(await judge(founded)).toBe('admitted');
  });

  test('of an organisation that took over a name counts for nothing, and is not pinned', async () => {
    await storage.pinnedOrganisations.pin(GITHUB, [ACME]);
    const taken = member([{ ...MAINTAINERS, organisation: OTHERS, id: '66' }]);
    expect(await judge(taken)).toBe('team_replaced');
    expect(await pins()).toEqual([['acme', '9919']]);
    expect(await (await somebodyWith(taken, { database, storage }))(policy)).toEqual([]);
    expect(warnings[0]?.sentence).toContain('admission unpin acme');
    expect(await judge(member([MAINTAINERS]))).toBe('admitted');
  });

  test('is pinned too where a rule about scopes alone names it', async () => {
    const all = [rules('anyone'), policy];
    expect(await judge(member([MAINTAINERS]), all)).toBe('admitted');
    expect(await pins()).toContainEqual(['acme/maintainers', '7']);
  });

  test('may be called like a member of every object', async () => {
    const odd = { organisation: { login: 'constructor', id: '5' }, slug: 'constructor', id: '6' };
    const rule = rules('github-org:constructor/constructor');
    expect(await judge(member([odd]), [rule])).toBe('admitted');
    await storage.pinnedOrganisations.unpin('constructor/constructor');
    const places = await somebodyWith(member([odd]), { database, storage });
    expect(await places(rule)).toEqual(EVERYWHERE);
  });

  test('that GitHub keeps from us is an error where a rule needs it, and told where another lets in', async () => {
    const why = new UpstreamError('misconfigured', 'github', 'not shown', { reason: 'forbidden' });
    const withheld = [{ what: 'teams', why }] as const;
    expect(await judge(member([], { withheld }))).toBe(why);
    expect(await judge(member([], { withheld }), [rules('anyone')])).toBe('admitted');
    expect(warnings).toEqual([]);
    expect(await judge(member([], { withheld }), [rules('anyone'), policy])).toBe('admitted');
    expect(warnings).toMatchObject([{ figures: { withheld: 'teams', reason: 'forbidden' } }]);
  });
});
