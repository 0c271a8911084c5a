import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import type { ScopeTerms } from '../protocol/resource.ts';
import { Resources } from './resources.ts';
import { StoredShapeError } from './stored.ts';

const resource = 'https://notes.example/mcp';
const SCOPES: Record<string, ScopeTerms> = {
  'notes:read': { description: 'Read', kind: 'view', kindGiven: true, required: true },
  'notes:write': { description: 'Write', kind: 'change', kindGiven: false, required: false },
  'notes:delete': {
    description: 'Delete',
    detail: 'With their attachments',
    kind: 'irreversible',
    kindGiven: true,
    required: false,
  },
};
const notes = {
  resource,
  name: 'Notes',
  scopes: SCOPES,
  aliases: [],
  accessTokenAlg: 'ES256',
} as const;

describeEachDatabase('what scopes mean', (open) => {
  let database: Database;
  let resources: Resources;
  beforeAll(async () => {
    database = await open();
    resources = new Resources(database);
  });
  const row = () => database.prisma.protectedResource.findUniqueOrThrow({ where: { resource } });
  const change = (data: object) =>
    database.prisma.protectedResource.update({ where: { resource }, data });

  test.each([
    ['RESOURCES', () => resources.replaceAll([notes])],
    ['a command', () => resources.add(notes)],
  ])('is read as %s said it', async (_, write) => {
    await database.prisma.protectedResource.deleteMany();
    await write();
    expect((await resources.find(resource))?.scopes).toEqual(SCOPES);
    expect((await resources.list())[0]?.scopes).toEqual(SCOPES);
  });

  test('stands beside words that versions before read, and holds what was said alone', async () => {
    await resources.replaceAll([notes]);
    expect(await row()).toMatchObject({
      scopes: { 'notes:read': 'Read', 'notes:write': 'Write', 'notes:delete': 'Delete' },
      scopeTerms: {
        'notes:read': { kind: 'view', required: true },
        'notes:write': {},
        'notes:delete': { kind: 'irreversible', detail: 'With their attachments' },
      },
    });
    expect((await resources.all())[0]?.scopes).toEqual((await row()).scopes);
  });

  test('goes with a scope that goes', async () => {
    await resources.replaceAll([notes]);
    await resources.replaceAll([{ ...notes, scopes: { 'notes:read': SCOPES['notes:write']! } }]);
    expect((await row()).scopeTerms).toEqual({ 'notes:read': {} });
  });

  test('is a change that nobody named where a version before wrote the scope', async () => {
    await resources.replaceAll([notes]);
    await change({ scopes: { 'notes:new': 'Do it' } });
    expect((await resources.find(resource))?.scopes).toEqual({
      'notes:new': { description: 'Do it', kind: 'change', kindGiven: false, required: false },
    });
    await change({ scopes: { constructor: 'Do it' } });
    expect((await resources.find(resource))?.scopes.constructor).toMatchObject({
      kind: 'change',
      required: false,
    });
  });

  test.each<[unknown, string]>([
    [[], ''],
    [{ 'notes:read': { kind: 'harmless' } }, 'notes:read.kind'],
    [{ 'notes:read': { required: 'no' } }, 'notes:read.required'],
  ])('that is stored as %j is not taken for something else', async (scopeTerms, where) => {
    await resources.replaceAll([notes]);
    await change({ scopeTerms });
    await expect(resources.find(resource)).rejects.toThrow(new StoredShapeError('resource', where));
    await expect(resources.list()).rejects.toThrow(StoredShapeError);
    // Tokens do not go by it.
    expect(await resources.all()).toHaveLength(1);
  });
});
