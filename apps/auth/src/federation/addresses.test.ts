import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAdmit } from '../admission/parse-admit.ts';
import type { AdmissionPolicy, DomainMatch } from '../admission/policy.ts';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github } from '../connectors/github/github.ts';
import type { Storage } from '../storage/storage.ts';
import { storageOn } from '../storage/testing/fixtures.ts';
import type { UpstreamIdentity, Withheld } from '../upstream/identity.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { signInJudge } from './admission.ts';
import { EVERYWHERE, somebodyWith } from './places.fixture.ts';

const GITHUB = 'https://github.example';
let people = 0;

function policy(
  text: string,
  {
    vouched = [],
    domainsMatch = 'primary',
  }: { vouched?: string[]; domainsMatch?: DomainMatch } = {},
): AdmissionPolicy {
  const parsed = parseAdmit(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return { ...parsed.rules, providers: [trustIn(github, GITHUB, vouched)], domainsMatch };
}

function person(facts: Partial<UpstreamIdentity> = {}): UpstreamIdentity {
  people += 1;
  return {
    provider: 'github',
    issuer: GITHUB,
    subject: String(people),
    emailVerified: false,
    verifiedEmails: [],
    organisations: [],
    ...facts,
  };
}

const ADA = { email: 'ada@corp.com', emailVerified: true };

describeEachDatabase('the addresses of somebody', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    await storage.clients.save({ client_id: 'client' }, 'dynamic');
  });
  const stored = (facts: UpstreamIdentity) => somebodyWith(facts, { database, storage });

  test('count wherever what is stored is judged: any for an address, the primary for a domain', async () => {
    const places = await stored(
      person({ ...ADA, verifiedEmails: ['ada@corp.com', 'ada@old.example'] }),
    );
    expect(await places(policy('ada@old.example'))).toEqual(EVERYWHERE);
    expect(await places(policy('corp.com'))).toEqual(EVERYWHERE);
    expect(await places(policy('old.example'))).toEqual([]);
    expect(await places(policy('old.example', { domainsMatch: 'any-verified' }))).toEqual(
      EVERYWHERE,
    );
  });

  test('that upstream verifies no longer are gone at the next sign-in', async () => {
    const facts = person({ ...ADA, verifiedEmails: ['ada@corp.com', 'ada@old.example'] });
    const places = await stored(facts);
    await storage.users.signIn({ ...facts, verifiedEmails: ['ada@corp.com'] }, new Date());
    expect(await places(policy('ada@old.example'))).toEqual([]);
    expect(await places(policy('ada@corp.com'))).toEqual(EVERYWHERE);
    await storage.users.signIn(person({ subject: facts.subject }), new Date());
    expect(await places(policy('ada@corp.com corp.com'))).toEqual([]);
  });

  test('that a version before stored count by the primary one', async () => {
    const facts = person({ ...ADA, verifiedEmails: ['ada@corp.com', 'ada@old.example'] });
    const places = await stored(facts);
    const change = (data: object) =>
      database.prisma.identity.update({
        where: { issuer_subject: { issuer: GITHUB, subject: facts.subject } },
        data,
      });
    // A row from before the column.
    await change({ verifiedEmails: [] });
    expect(await places(policy('ada@corp.com'))).toEqual(EVERYWHERE);
    expect(await places(policy('ada@old.example'))).toEqual([]);
    // What a replica of the version before makes of one that has it.
    await change({ verifiedEmails: ['ada@old.example'] });
    expect(await places(policy('ada@corp.com'))).toEqual(EVERYWHERE);
    expect(await places(policy('ada@old.example'))).toEqual([]);
  });

  test('that are vouched for count while they are, and are never called verified', async () => {
    const facts = person({ email: 'ada@corp.com' });
    const places = await stored(facts);
    expect(await places(policy('corp.com', { vouched: ['corp.com'] }))).toEqual(EVERYWHERE);
    expect(await places(policy('corp.com'))).toEqual([]);
    const user = await database.prisma.user.findFirstOrThrow({
      where: { identities: { some: { subject: facts.subject, issuer: GITHUB } } },
    });
    expect(user).toMatchObject({ email: 'ada@corp.com', emailVerified: false });
  });

  test('link nobody to anybody: each account is another person', async () => {
    const one = { ...ADA, verifiedEmails: ['ada@corp.com'] };
    const ids = new Set<string>();
    for (const facts of [person(one), person(one), person({ email: 'ada@corp.com' })]) {
      const signedIn = await storage.users.signIn(facts, new Date());
      if (signedIn !== 'disabled') ids.add(signedIn.userId);
    }
    expect(ids.size).toBe(3);
  });

  describe('at a sign-in', () => {
    const judge = (text: string, facts: UpstreamIdentity) =>
      signInJudge(policy(text), {
        rules: [policy(text)],
        pins: storage.pinnedOrganisations,
        log: { warn: () => {} },
      })(facts);
    const withheld = (what: Withheld['what']): Withheld => ({
      what,
      why: new UpstreamError('misconfigured', 'github', 'not shown', { reason: what }),
    });

    test.each(['anyone', 'github:7', 'corp.com github:7'])(
      'are not asked for by ADMIT=%s',
      async (text) => {
        expect(await judge(text, person({ subject: '7' }))).toBe('admitted');
      },
    );

    test('are asked for where a rule has to be met by one', async () => {
      expect(await judge('corp.com', person())).toMatchObject({ code: 'no_verified_email' });
      expect(await judge('github:8 ada@corp.com', person())).toMatchObject({
        code: 'no_verified_email',
      });
      const other = { email: 'eve@evil.com', emailVerified: true, verifiedEmails: [] };
      expect(await judge('corp.com', person(other))).toBe('no_rule');
      expect(await judge('github:8', person())).toBe('no_rule');
    });

    test('that GitHub withholds are a matter where a rule needs them, and nowhere else', async () => {
      const hidden = () => person({ subject: '7', withheld: [withheld('addresses')] });
      expect(await judge('corp.com', hidden())).toMatchObject({ reason: 'addresses' });
      expect(await judge('corp.com github:7', hidden())).toBe('admitted');
      expect(await judge('github:8', hidden())).toBe('no_rule');
    });

    test('are looked for before organisations that are withheld, which are a matter likewise', async () => {
      const hidden = (facts: Partial<UpstreamIdentity> = {}) =>
        person({ ...facts, withheld: [withheld('organisations')] });
      expect(await judge('github-org:acme', hidden())).toMatchObject({ reason: 'organisations' });
      expect(await judge('github-org:acme corp.com', hidden(ADA))).toBe('admitted');
      expect(await judge('corp.com', hidden())).toMatchObject({ code: 'no_verified_email' });
    });
  });
});
