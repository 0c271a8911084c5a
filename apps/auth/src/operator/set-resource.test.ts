import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { toldEvents } from '../events/testing/told-events.ts';
import { storageOn, viewing } from '../storage/testing/fixtures.ts';
import type { Storage } from '../storage/storage.ts';
import type { DescribedResource } from './described-resource.ts';
import { documentsBy, ISSUER } from './documents.fixture.ts';
import { OperationError } from './operation-error.ts';
import { runOperation } from './operations.ts';
import { noRules } from './rules.fixture.ts';

const NOTES = 'https://notes.example/mcp';
const OURS = 'https://ours.example/mcp';
const entry = (resource: string) => ({
  resource,
  name: 'Notes',
  scopes: { 'notes:read': viewing('Read'), 'notes:write': viewing('Write') },
  aliases: [`${resource}/`, 'https://old.example/mcp'],
  accessTokenAlg: 'RS256' as const,
});

describeEachDatabase('changing a resource', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(async () => {
    await database.prisma.protectedResource.deleteMany();
    await storage.resources.replaceAll([entry(OURS)]);
    await storage.resources.add(entry(NOTES));
  });

  const set = (input: object, resource = NOTES) =>
    runOperation(
      {
        ...storage,
        events: toldEvents().events,
        configured: [],
        issuer: ISSUER,
        production: true,
        registration: 'open',
        rules: noRules,
        randomBytes,
        documents: documentsBy(),
      },
      'resources.set',
      { resource, ...input },
    ) as Promise<DescribedResource>;
  const refused = (input: object, resource?: string) =>
    set(input, resource).then(
      () => undefined,
      (error: unknown) => (error instanceof OperationError ? error.fault : error),
    );

  test('changes what is named and keeps the rest', async () => {
    const before = (await storage.resources.list()).find(({ resource }) => resource === NOTES);
    const changed = await set({
      name: 'Our notes',
      scopes: {
        'notes:write': { kind: 'change', required: true },
        'notes:delete': { description: 'Delete notes', kind: 'irreversible', detail: 'For ever' },
      },
    });
    expect(changed).toMatchObject({
      name: 'Our notes',
      scopes: {
        'notes:read': { description: 'Read', kind: 'view' },
        'notes:write': { description: 'Write', kind: 'change', required: true },
        'notes:delete': { description: 'Delete notes', kind: 'irreversible', detail: 'For ever' },
      },
      aliases: [`${NOTES}/`, 'https://old.example/mcp'],
      access_token_alg: 'RS256',
      source: 'operator',
      created_at: before?.created_at.toISOString(),
    });
    expect((await storage.resources.find(NOTES))?.scopes['notes:write']).toEqual({
      description: 'Write',
      kind: 'change',
      kindGiven: true,
      required: true,
    });
    const taken = await set({
      scopes: { 'notes:write': { required: false }, 'notes:delete': { detail: '' } },
      remove_scopes: ['notes:read'],
    });
    expect(taken.scopes).toEqual({
      'notes:write': { description: 'Write', kind: 'change' },
      'notes:delete': { description: 'Delete notes', kind: 'irreversible' },
    });
  });

  test('refuses what is not there, what RESOURCES names, and what would not be one', async () => {
    expect(await refused({ name: 'x' }, 'https://nobody.example')).toEqual({
      code: 'no_such_resource',
      resource: 'https://nobody.example',
    });
    expect(await refused({ name: 'x' }, OURS)).toEqual({
      code: 'managed_by_environment',
      resource: OURS,
    });
    expect(await refused({ scopes: { 'notes:raed': { required: true } } })).toEqual({
      code: 'scope_unnamed',
      scope: 'notes:raed',
    });
    expect(await refused({ remove_scopes: ['notes:raed'] })).toEqual({
      code: 'scope_unnamed',
      scope: 'notes:raed',
    });
    expect(await refused({ remove_scopes: ['notes:read', 'notes:write'] })).toMatchObject({
      code: 'invalid_resource',
      fault: { code: 'no_scope' },
    });
    expect(await refused({ name: ' ' })).toMatchObject({ fault: { code: 'empty' } });
    expect(await refused({ scopes: { openid: 'Me' } })).toMatchObject({
      fault: { code: 'openid_scope' },
    });
    expect(await storage.resources.find(NOTES)).toEqual(entry(NOTES));
  });

  test('of twenty changes at once none is lost', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `more:${index}`);
    await Promise.all(names.map((name) => set({ scopes: { [name]: 'One more' } })));
    const { scopes } = (await storage.resources.find(NOTES))!;
    expect(Object.keys(scopes).toSorted()).toEqual(
      ['notes:read', 'notes:write', ...names].toSorted(),
    );
  });
});
