import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { Person } from './actors/person.ts';
import { NOTES, RESOURCES } from './actors/resources.ts';

const OWN = 'https://own.example/mcp';

let stack: Stack;
let gatehouse: Gatehouse;
beforeAll(async () => {
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({ dataTemplate, withMcp: false, auth: { RESOURCES } });
  gatehouse = Gatehouse.of(stack);
});
afterAll(() => stack?.stop());

describe('gatehouse resources', () => {
  const names = async () => {
    const { resources } = await gatehouse.json<{
      resources: { resource: string; source: string }[];
    }>('resources', 'list');
    return resources.map(({ resource, source }) => `${source} ${resource}`);
  };

  test('adds one that survives a restart, and that people and programs get tokens for', async () => {
    const scopes = ['--scope', 'own:read=Read what is yours', '--scope', 'own:all=Do anything'];
    await gatehouse.json('resources', 'add', OWN, '--name', 'Own', ...scopes);
    await stack.auth.stop();
    await stack.auth.start();
    expect(await names()).toEqual([
      `environment ${NOTES}`,
      'environment https://ledger.example/mcp',
      `operator ${OWN}`,
    ]);
    const client = await Client.register(stack.issuer);
    const tokens = await client.obtainTokens(new Person(stack), { resource: OWN });
    expect(tokens.scope).toBe('own:all own:read');
  });

  test.each([
    ['with another spelling of one that is there', [`${OWN}/`], 'is there already'],
    ['that is no URL', ['own'], 'is not'],
    ['whose scope has no description', ['https://b.example', '--scope', 'read'], 'no description'],
    ['that redefines openid', ['https://b.example', '--scope', 'openid=x'], 'OpenID'],
  ])('refuses one %s', async (_what, args, words) => {
    const { exitCode, stdout, stderr } = await gatehouse.run('resources', 'add', ...args);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
  });

  test('removes what a command has added, and says what to do about the others', async () => {
    expect((await gatehouse.run('resources', 'remove', OWN)).exitCode).toBe(0);
    const { exitCode, stderr } = await gatehouse.run('resources', 'remove', NOTES);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Take it out of RESOURCES');
    expect(await names()).toEqual([
      `environment ${NOTES}`,
      'environment https://ledger.example/mcp',
    ]);
  });
});
