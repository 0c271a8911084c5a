import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { parseAdmit } from '../admission/parse-admit.ts';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { oidc } from '../connectors/oidc/oidc.ts';
import type { Storage } from '../storage/storage.ts';
import { storageOn } from '../storage/testing/fixtures.ts';
import type { IdentityFacts } from '../upstream/identity.ts';
import { signInJudge } from './admission.ts';
import { EVERYWHERE, somebodyWith } from './places.fixture.ts';

const ACME = { id: 'oidc-acme', name: 'acme' };
const CORP = { id: 'oidc-corp', name: 'corp' };
const ISSUER = 'https://acme.example';

const kinds = CONNECTORS.map((kind) =>
  kind.id === 'oidc' ? { ...kind, logins: [ACME, CORP] } : kind,
);

function policyOf(text: string) {
  const parsed = parseAdmit(text, kinds);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const providers = [
    trustIn({ ...ACME, admission: oidc.admission }, ISSUER),
    trustIn({ ...CORP, admission: oidc.admission }, 'https://corp.example'),
  ];
  return { ...parsed.rules, providers, domainsMatch: 'primary' as const };
}

describeEachDatabase('groups in ADMIT', (open) => {
  let database: Database;
  let storage: Storage;
  let people = 0;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    await storage.clients.save({ client_id: 'client' }, 'dynamic');
  });

  const member = (...groups: string[]): IdentityFacts => ({
    provider: 'oidc-acme',
    issuer: ISSUER,
    subject: String((people += 1)),
    emailVerified: false,
    verifiedEmails: [],
    organisations: [],
    groups,
  });
  const judged = (text: string, identity: IdentityFacts) =>
    signInJudge(policyOf(text), storage.pinnedOrganisations, { warn: () => {} })(identity);

  test('are judged at the sign-in, and by what is stored at every refresh', async () => {
    const ada = member('devs', 'Domain Users', '/eng/ops');
    const places = await somebodyWith(ada, { database, storage });
    for (const text of [
      'oidc-group:acme/devs',
      'oidc-group:acme/Domain%20Users',
      'oidc-group:acme//eng/ops',
      'oidc:acme',
    ]) {
      expect(await judged(text, ada)).toBe('admitted');
      expect(await places(policyOf(text))).toEqual(EVERYWHERE);
    }
  });

  test('of the same name at another login are other groups', async () => {
    const eve = { ...member('devs'), provider: 'oidc-corp', issuer: 'https://corp.example' };
    const places = await somebodyWith(eve, { database, storage });
    expect(await judged('oidc-group:acme/devs', eve)).toBe('group_elsewhere');
    expect(await places(policyOf('oidc-group:acme/devs oidc:acme'))).toEqual([]);
  });

  test('that somebody has left count no more once they sign in again', async () => {
    const ada = member('devs');
    const places = await somebodyWith(ada, { database, storage });
    const policy = policyOf('oidc-group:acme/devs');
    expect(await places(policy)).toEqual(EVERYWHERE);
    const left = { ...ada, groups: ['others'] };
    expect(await judged('oidc-group:acme/devs', left)).toBe('group_missing');
    await storage.users.signIn(left, new Date());
    expect(await places(policy)).toEqual([]);
    const { groups: _, ...untold } = ada;
    await storage.users.signIn(ada, new Date());
    expect(await places(policy)).toEqual(EVERYWHERE);
    await storage.users.signIn(untold, new Date());
    expect(await places(policy)).toEqual([]);
  });

  test('of a login that is no longer configured let nobody in', async () => {
    const ada = { ...member('devs'), provider: 'oidc-gone', issuer: 'https://gone.example' };
    const places = await somebodyWith(ada, { database, storage });
    expect(await judged('oidc:acme oidc-group:acme/devs', ada)).toBe('other_issuer');
    expect(await places(policyOf('oidc:acme oidc-group:acme/devs'))).toEqual([]);
  });
});
