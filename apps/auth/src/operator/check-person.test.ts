import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { parseAdmit } from '../admission/parse-admit.ts';
import { personInWords } from '../cli/words/people.ts';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github } from '../connectors/github/github.ts';
import { documentsBy } from './documents.fixture.ts';
import { toldEvents } from '../events/testing/told-events.ts';
import { parseScopeRules } from '../scope-rules/parse-scope-rules.ts';
import type { Storage } from '../storage/storage.ts';
import { storageOn, viewing } from '../storage/testing/fixtures.ts';
import type { CheckedPerson } from './check-person.ts';
import { runOperation } from './operations.ts';

const GITHUB = 'https://github.com';
const CORP = 'https://login.corp.example';
const MCP = 'https://mcp.example/mcp';
const providers = [trustIn(github, GITHUB)];

const policyOf = (text: string) => {
  const parsed = parseAdmit(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return { ...parsed.rules, providers, domainsMatch: 'primary' as const };
};
const rulesOf = (text: string) => {
  const parsed = parseScopeRules(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.rules.map((rule) => ({
    ...rule,
    whom: { ...rule.whom, providers, domainsMatch: 'primary' as const },
  }));
};

describeEachDatabase('what the rules say of somebody', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    await storage.resources.replaceAll([
      {
        resource: MCP,
        name: 'A server',
        scopes: { read: viewing('Read'), write: viewing('Write'), admin: viewing('Administer') },
        aliases: [],
        accessTokenAlg: 'ES256',
      },
    ]);
    for (const [provider, issuer] of [
      ['oidc', 'https://login.example.com'],
      ['oidc-corp', CORP],
    ] as const) {
      await storage.users.signIn(
        {
          provider,
          issuer,
          subject: 'a/b',
          emailVerified: false,
          verifiedEmails: [],
          organisations: [],
          groups: ['staff'],
        },
        new Date(),
      );
    }
    const organisation = { login: 'acme', id: '9919' };
    for (const [login, subject] of [
      ['ada', '1'],
      ['grace', '2'],
    ] as const) {
      await storage.users.signIn(
        {
          provider: 'github',
          issuer: GITHUB,
          subject,
          login,
          email: `${login}@example.com`,
          emailVerified: true,
          verifiedEmails: [`${login}@example.com`],
          organisations: [organisation],
          teams: login === 'ada' ? [{ organisation, slug: 'maintainers', id: '7' }] : [],
        },
        new Date(),
      );
    }
  });

  async function check(person: string): Promise<readonly CheckedPerson[]> {
    const context = {
      ...storage,
      events: toldEvents().events,
      rules: () => ({
        admission: policyOf('github-org:acme'),
        scopeRules: rulesOf('write: github-org:acme/maintainers; admin: github:1'),
      }),
      documents: documentsBy(),
      configured: [],
      issuer: 'https://auth.example.com',
      production: false,
      registration: 'open' as const,
      randomBytes,
    };
    const { people } = (await runOperation(context, 'admission.check', { person })) as {
      people: readonly CheckedPerson[];
    };
    return people;
  }
  const verdicts = ([person]: readonly CheckedPerson[]) =>
    Object.fromEntries(person?.scopes.map(({ scope, verdict }) => [scope, verdict]) ?? []);

  test('is by which account they may sign in, and which scopes they may have', async () => {
    const [ada] = await check('github:1');
    expect(ada).toMatchObject({
      username: 'ada',
      admitted: true,
      disabled: false,
      identities: [{ subject: '1', admitted: true, teams: ['acme/maintainers'] }],
    });
    expect(verdicts(await check('ada'))).toEqual({
      read: 'no_rule',
      write: 'met',
      admin: 'met',
    });
    expect(verdicts(await check('Grace@Example.com'))).toEqual({
      read: 'no_rule',
      write: 'not_met',
      admin: 'not_met',
    });
  });

  test('says why, in words', async () => {
    const [grace] = await check('grace');
    const write = grace?.scopes.find(({ scope }) => scope === 'write');
    expect(write).toMatchObject({ refusals: ['no_rule'] });
    const words = grace && personInWords(grace);
    expect(words).toContain('may sign in: yes');
    expect(words).toContain('github:2 (grace), admitted, signed in');
    expect(words).toContain('organisations acme');
    expect(words).toContain(`read of ${MCP}: yes, as everybody who may sign in`);
    expect(words).toContain(`write of ${MCP}: no: no_rule (github)`);
  });

  test('is no to whoever is disabled', async () => {
    const where = { username: 'grace' };
    await database.prisma.user.updateMany({ where, data: { disabledAt: new Date() } });
    expect(await check('grace')).toMatchObject([{ disabled: true, admitted: false }]);
    await database.prisma.user.updateMany({ where, data: { disabledAt: null } });
  });

  test.each([
    ['oidc:corp/a/b', CORP],
    ['oidc-corp:a/b', CORP],
    ['oidc:a/b', 'https://login.example.com'],
    ['oidc:default/a/b', 'https://login.example.com'],
  ])('knows an account as rules and the log name it: %s', async (text, issuer) => {
    expect(await check(text)).toMatchObject([{ identities: [{ issuer, subject: 'a/b' }] }]);
  });

  test('names an account as a rule would', async () => {
    const [person] = await check('oidc:corp/a/b');
    expect(person && personInWords(person)).toContain('  oidc:corp/a/b, not admitted');
  });

  test('is nothing of who never signed in', async () => {
    await expect(check('github:3')).rejects.toMatchObject({
      fault: { code: 'unknown_person', person: 'github:3' },
    });
  });
});
