import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { ConfigurationError } from '@gatehouse/environment';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { CONNECTORS } from '../connectors/connectors.ts';
import { parseScopeRules } from '../scope-rules/parse-scope-rules.ts';
import { Resources } from '../storage/resources.ts';
import { settledScopeRules } from './judges.ts';
import { viewing } from '../storage/testing/fixtures.ts';

const MCP = 'https://mcp.example/mcp';
const ADDED = 'https://added.example/mcp';

const entry = (resource: string, scope: string) => ({
  resource,
  name: 'A server',
  scopes: { [scope]: viewing('Do it') },
  aliases: [`${resource}/v1`],
  accessTokenAlg: 'ES256' as const,
});
const rulesOf = (text: string) => {
  const parsed = parseScopeRules(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.rules.map((rule) => ({
    ...rule,
    whom: { ...rule.whom, providers: [], domainsMatch: 'primary' as const },
  }));
};

describeEachDatabase('rules about scopes', (open) => {
  let database: Database;
  let known: Resources;
  let warnings: string[];
  beforeAll(async () => {
    database = await open();
    known = new Resources(database);
    // Of a configuration of before: it is about to go.
    await known.replaceAll([entry('https://old.example/mcp', 'old')]);
    await known.add(entry(ADDED, 'added'));
  });
  beforeEach(() => {
    warnings = [];
  });

  const settled = (text: string) =>
    settledScopeRules(
      { scopeRules: rulesOf(text), resources: [entry(MCP, 'write')] },
      known,
      (sentence) => warnings.push(sentence),
    );

  test('are about resources of the configuration and of commands', async () => {
    const rules = await settled(`write: github:1; added: github:1; ${ADDED}/v1 added: github:2`);
    expect(rules.map(({ resource }) => resource)).toEqual([undefined, undefined, ADDED]);
    expect(warnings).toEqual([]);
  });

  test.each(['wirte: github:1', 'old: github:1', `${ADDED} write: github:1`])(
    'a rule about a scope that is not there keeps the server from starting: %s',
    async (text) => {
      await expect(settled(text)).rejects.toThrow(ConfigurationError);
    },
  );

  test('a resource that is to be added later is told, and its rule waits', async () => {
    const rules = await settled('https://new.example/mcp admin: github:1');
    expect(rules).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('https://new.example/mcp')]);
  });
});
