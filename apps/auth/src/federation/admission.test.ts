import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { parseAdmit } from '../admission/parse-admit.ts';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github } from '../connectors/github/github.ts';
import type { Storage } from '../storage/storage.ts';
import { storageOn } from '../storage/testing/fixtures.ts';
import type { IdentityFacts, Organisation } from '../upstream/identity.ts';
import { signInJudge, storedFacts } from './admission.ts';
import { EVERYWHERE, somebodyWith } from './places.fixture.ts';

const GITHUB = 'https://github.com';
const OURS = { login: 'Acme', id: '9919' };
/** Whoever registered the name after it was given up. */
const THEIRS = { login: 'acme', id: '666' };

const parsed = parseAdmit('github-org:acme', CONNECTORS);
if (!parsed.ok) throw new Error('the rule is one');
const providers = [trustIn(github, GITHUB)];
const policy = { ...parsed.rules, providers, domainsMatch: 'primary' as const };

describeEachDatabase('an organisation in ADMIT', (open) => {
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

  const member = (organisations: readonly Organisation[], issuer = GITHUB): IdentityFacts => ({
    provider: 'github',
    issuer,
    subject: String((people += 1)),
    emailVerified: false,
    verifiedEmails: [],
    organisations,
  });
  const why = (identity: IdentityFacts) =>
    signInJudge(policy, {
      rules: [policy],
      pins: storage.pinnedOrganisations,
      log: { warn: (figures, sentence) => warnings.push({ figures, sentence }) },
    })(identity);
  const judge = async (identity: IdentityFacts) => (await why(identity)) === 'admitted';
  const pins = async () =>
    (await storage.pinnedOrganisations.list()).map(({ login, organisation_id: id }) => [login, id]);

  /** Somebody who has signed in, and whether they are admitted where it is asked. */
  async function person(facts: IdentityFacts) {
    const places = await somebodyWith(facts, { database, storage });
    return () => places(policy);
  }

  test('is the one that had the name when it was first seen; who takes the name is refused', async () => {
    expect(await why(member([{ login: 'other', id: '1' }]))).toBe('no_rule');
    expect(await pins()).toEqual([]);
    expect(await judge(member([OURS, { login: 'other', id: '1' }]))).toBe(true);
    expect(await pins()).toEqual([['acme', '9919']]);
    expect(warnings).toEqual([]);
    expect(await why(member([THEIRS]))).toBe('organisation_replaced');
    expect(await judge(member([OURS]))).toBe(true);
    expect(warnings).toEqual([
      {
        figures: { organisation: 'acme', issuer: GITHUB, pinned: '9919', reported: '666' },
        sentence: expect.stringContaining('gatehouse admission unpin acme') as string,
      },
    ]);
  });

  test('is pinned once, whoever of two organisations is first among many at once', async () => {
    const both = Array.from({ length: 20 }, (_, n) => (n % 2 ? OURS : THEIRS));
    const verdicts = await Promise.all(both.map((one) => judge(member([one]))));
    const [[, pinned] = []] = await pins();
    expect(verdicts).toEqual(both.map(({ id }) => id === pinned));
  });

  test('is judged by its number at authorization, refresh and introspection, too', async () => {
    const [ours, theirs] = [await person(member([OURS])), await person(member([THEIRS]))];
    expect([await ours(), await theirs()]).toEqual([EVERYWHERE, EVERYWHERE]);
    await judge(member([OURS]));
    expect([await ours(), await theirs()]).toEqual([EVERYWHERE, []]);
    await storage.pinnedOrganisations.unpin('acme');
    await judge(member([THEIRS]));
    expect([await ours(), await theirs()]).toEqual([[], EVERYWHERE]);
  });

  test('that was stored without a number counts until the person signs in again', async () => {
    const facts = member([THEIRS]);
    const theirs = await person(facts);
    // As a version wrote it that knew logins alone.
    await database.prisma.identity.update({
      where: { issuer_subject: { issuer: GITHUB, subject: facts.subject } },
      data: { organisationIds: {} },
    });
    await judge(member([OURS]));
    expect(await theirs()).toEqual(EVERYWHERE);
    expect(await judge(facts)).toBe(false);
    await storage.users.signIn(facts, new Date());
    expect(await theirs()).toEqual([]);
  });

  test('is pinned for each issuer apart, and never by an issuer that is not configured', async () => {
    expect(await judge(member([THEIRS], 'http://localhost:4001'))).toBe(false);
    expect(await pins()).toEqual([]);
    await storage.pinnedOrganisations.pin('http://localhost:4001', [THEIRS]);
    expect(await (await person(member([OURS])))()).toEqual(EVERYWHERE);
    expect(await judge(member([OURS]))).toBe(true);
    expect(await (await person(member([OURS])))()).toEqual(EVERYWHERE);
    expect(await storage.pinnedOrganisations.list()).toHaveLength(2);
  });

  test('may be called like a member of every object', async () => {
    const rule = parseAdmit('github-org:constructor', CONNECTORS);
    const constructors = { ...policy, ...(rule.ok && rule.rules) };
    const one = { login: 'constructor', id: '5' };
    const log = { warn: () => {} };
    const pinning = { rules: [constructors], pins: storage.pinnedOrganisations, log };
    const refusal = await signInJudge(constructors, pinning)(member([one]));
    expect(refusal).toBe('admitted');
    await person(member([{ login: 'other', id: '1' }]));
    const facts = storedFacts({
      provider: 'github',
      issuer: GITHUB,
      subject: '1',
      login: null,
      email: null,
      email_verified: false,
      verified_emails: [],
      last_signed_in_at: new Date(0).toISOString(),
      hosted_domain: null,
      organisations: ['constructor'],
      groups: [],
      organisation_ids: {},
      teams: [],
      pins: {},
    });
    expect(facts.organisations).toEqual([{ login: 'constructor' }]);
  });
});
