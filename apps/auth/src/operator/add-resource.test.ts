import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentHosts } from '../documents/documents.fixture.ts';
import { toldEvents } from '../events/testing/told-events.ts';
import { OutboundError } from '../outbound/guarded-get.ts';
import { storageOn } from '../storage/testing/fixtures.ts';
import type { Storage } from '../storage/storage.ts';
import type { DescribedResource } from './described-resource.ts';
import { documentsBy, ISSUER } from './documents.fixture.ts';
import { OperationError } from './operation-error.ts';
import { runOperation } from './operations.ts';
import { noRules } from './rules.fixture.ts';

const NOTES = 'https://notes.example/mcp';
const WELL_KNOWN = 'https://notes.example/.well-known/oauth-protected-resource/mcp';
const SAID = {
  resource: NOTES,
  resource_name: 'Notes',
  scopes_supported: ['notes:read', 'notes:delete', 'openid', 'notes:read'],
};

describeEachDatabase('adding a resource that says of itself what it is', (open) => {
  let database: Database;
  let storage: Storage;
  const { get, served, asked } = documentHosts();
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(async () => {
    asked.length = 0;
    served.clear();
    served.set(WELL_KNOWN, { body: SAID });
    await database.prisma.protectedResource.deleteMany();
  });

  const add = (input: object = {}, resource = NOTES) =>
    runOperation(
      {
        ...storage,
        events: toldEvents().events,
        configured: [],
        issuer: ISSUER,
        production: false,
        registration: 'open',
        rules: noRules,
        randomBytes,
        documents: documentsBy(get),
      },
      'resources.add',
      { resource, read: true, ...input },
    ) as Promise<DescribedResource>;
  const refused = (input?: object, resource?: string) =>
    add(input, resource).then(
      () => undefined,
      (error: unknown) => (error instanceof OperationError ? error.fault : error),
    );
  const addresses = () => asked.map(({ url }) => url);

  test('takes its name and its scopes, and nobody knows yet what they mean', async () => {
    expect(await add()).toMatchObject({
      resource: NOTES,
      name: 'Notes',
      scopes: {
        'notes:read': { description: 'notes:read' },
        'notes:delete': { description: 'notes:delete' },
      },
      source: 'operator',
    });
    const { scopes } = (await storage.resources.find(NOTES))!;
    expect(Object.keys(scopes).toSorted()).toEqual(['notes:delete', 'notes:read']);
    for (const terms of Object.values(scopes)) {
      expect(terms).toMatchObject({ kind: 'change', kindGiven: false, required: false });
    }
    expect(asked).toMatchObject([
      { url: WELL_KNOWN, request: { mayBePrivate: true, asNamed: true } },
    ]);
  });

  test.each([
    ['Acme\u202E\u001B[31m\n✓ Notes “by us”', "Acme[31m Notes 'by us'"],
    ['N'.repeat(5000), `${'N'.repeat(59)}…`],
    ['\u200B', 'notes.example'],
  ])('has a name of it that a page can show, however it calls itself', async (said, name) => {
    served.set(WELL_KNOWN, { body: { ...SAID, resource_name: said } });
    expect(await add()).toMatchObject({ name });
  });

  test('hears none of its words for what they mean: those are the operator’s', async () => {
    const harmless = { description: 'Nothing at all', kind: 'view', required: true };
    served.set(WELL_KNOWN, {
      body: {
        ...SAID,
        scopes: { 'notes:delete': harmless },
        scope_descriptions: { 'notes:delete': 'Nothing at all' },
        scopes_metadata: { 'notes:delete': harmless },
      },
    });
    const scopes = { 'notes:read': { description: 'Read your notes', kind: 'view' } };
    const added = await add({ name: 'Our notes', scopes });
    expect(added.name).toBe('Our notes');
    expect(added.scopes).toEqual({
      'notes:read': { description: 'Read your notes', kind: 'view' },
      'notes:delete': { description: 'notes:delete' },
    });
    expect(JSON.stringify(await database.prisma.protectedResource.findMany())).not.toContain(
      'Nothing at all',
    );
  });

  test('says what the options say as well: a kind without words, what is required, one more', async () => {
    const scopes = {
      'notes:read': { required: true },
      'notes:delete': { kind: 'irreversible', detail: 'With their attachments' },
      'notes:share': { description: 'Share notes' },
    };
    expect((await add({ scopes })).scopes).toEqual({
      'notes:read': { description: 'notes:read', required: true },
      'notes:delete': {
        description: 'notes:delete',
        kind: 'irreversible',
        detail: 'With their attachments',
      },
      'notes:share': { description: 'Share notes' },
    });
  });

  test('refuses what is said of a scope that nobody has named', async () => {
    const scopes = { 'notes:raed': { required: true } };
    expect(await refused({ scopes })).toEqual({ code: 'scope_unnamed', scope: 'notes:raed' });
    expect(await storage.resources.find(NOTES)).toBeUndefined();
  });

  test('one that names no scopes has the usual ones', async () => {
    served.set(WELL_KNOWN, { body: { resource: NOTES } });
    const { name, scopes } = await add();
    expect(name).toBe('notes.example');
    expect(scopes).toMatchObject({ 'mcp:read': { kind: 'view' }, 'mcp:write': { kind: 'change' } });
  });

  test.each([
    ['https://two.example', 'https://two.example/.well-known/oauth-protected-resource'],
    ['https://two.example/', 'https://two.example/.well-known/oauth-protected-resource'],
    ['https://two.example/a/', 'https://two.example/.well-known/oauth-protected-resource/a/'],
    ['http://localhost:80/x', 'http://localhost/.well-known/oauth-protected-resource/x'],
  ])('%s is described at %s', async (resource, at) => {
    const plain = resource.replace(':80', '');
    served.set(at, { body: { resource: plain } });
    expect((await add({}, plain)).resource).toBe(plain);
    expect(addresses()).toEqual([at]);
  });

  test.each([
    'https://notes.example/mcp/',
    'https://notes.example',
    'https://evil.example/mcp',
    '',
  ])('is refused where it says that it is %j', async (named) => {
    served.set(WELL_KNOWN, { body: { ...SAID, resource: named } });
    expect(await refused()).toEqual({ code: 'resource_names_another', resource: NOTES, named });
    expect(await storage.resources.find(NOTES)).toBeUndefined();
  });

  test.each([
    ['resource', { resource_name: 'Notes' }],
    ['resource_name', { ...SAID, resource_name: 7 }],
    ['scopes_supported', { ...SAID, scopes_supported: 'notes:read' }],
    ['scopes_supported', { ...SAID, scopes_supported: ['two words'] }],
    ['scopes_supported', { ...SAID, scopes_supported: Array(201).fill('a') }],
  ])('is refused where its %s is not as the standard has it', async (member, body) => {
    served.set(WELL_KNOWN, { body });
    expect(await refused()).toMatchObject({
      code: 'resource_unread',
      fault: { code: 'unfit', member },
    });
  });

  test.each([
    [{ code: 'connection_failed' }, new OutboundError('connection_failed')],
    [{ code: 'not_json' }, { body: '[]' }],
    [{ code: 'content_type' }, { headers: { 'content-type': 'text/html' } }],
  ])('is refused with %j where it cannot be read', async (fault, answer) => {
    served.set(WELL_KNOWN, answer);
    expect(await refused()).toEqual({
      code: 'resource_unread',
      resource: NOTES,
      at: WELL_KNOWN,
      fault,
    });
    expect(addresses()).toEqual([WELL_KNOWN]);
  });

  test('is added as the operator says where it does not answer, and they name its scopes', async () => {
    const scopes = { 'notes:read': { description: 'Read your notes', kind: 'view' } };
    served.set(WELL_KNOWN, new OutboundError('connection_failed'));
    expect(await add({ scopes })).toMatchObject({
      name: 'notes.example',
      scopes,
      unread: { at: WELL_KNOWN, fault: { code: 'connection_failed' } },
    });
    await database.prisma.protectedResource.deleteMany();
    expect(await refused({ scopes: { 'notes:read': { required: true } } })).toMatchObject({
      code: 'resource_unread',
    });
    for (const [body, code] of [
      [{ ...SAID, resource: 'https://evil.example/mcp' }, 'resource_names_another'],
      [{ ...SAID, scopes_supported: 'notes:read' }, 'resource_unread'],
    ] as const) {
      served.set(WELL_KNOWN, { body });
      expect(await refused({ scopes })).toMatchObject({ code });
    }
    expect(await storage.resources.find(NOTES)).toBeUndefined();
  });

  test('is not asked where the options say everything, nor where its URL is none', async () => {
    served.clear();
    const scopes = { 'notes:read': 'Read your notes' };
    expect((await add({ scopes, read: false })).name).toBe('notes.example');
    expect(await refused({}, 'https://notes.example/mcp?x=1')).toMatchObject({
      code: 'invalid_resource',
    });
    expect(asked).toEqual([]);
  });

  describe('and is not at the well-known address', () => {
    const elsewhere = 'https://notes.example/about';
    const challenge = (text: string) =>
      served.set(NOTES, { status: 401, headers: { 'www-authenticate': text } });
    beforeEach(() => {
      served.set(WELL_KNOWN, { status: 404 });
      served.set(elsewhere, { body: SAID });
    });

    test.each([
      `Bearer resource_metadata="${elsewhere}"`,
      `Bearer realm="x", error="invalid_token", Resource_Metadata = "${elsewhere}", scope="a b"`,
      `DPoP algs="ES256", Bearer scope="a",resource_metadata=${elsewhere}`,
    ])('is read where %s leads', async (text) => {
      challenge(text);
      expect((await add()).name).toBe('Notes');
      expect(addresses()).toEqual([WELL_KNOWN, NOTES, elsewhere]);
    });

    test.each([
      'Bearer',
      'Bearer x_resource_metadata="https://notes.example/about"',
      'Bearer resource_metadata="/about"',
    ])('is not guessed of %s', async (text) => {
      challenge(text);
      expect(await refused()).toMatchObject({
        code: 'resource_unread',
        at: WELL_KNOWN,
        fault: { code: 'status', status: 404 },
      });
    });

    test('nor of a resource that does not answer', async () => {
      served.set(NOTES, new OutboundError('timed_out'));
      expect(await refused()).toMatchObject({ fault: { code: 'status', status: 404 } });
    });

    test('another host that it leads to may be on no private network, and at no port', async () => {
      const inside = 'https://inside.example/metadata';
      served.set(inside, new OutboundError('address_not_public'));
      challenge(`Bearer resource_metadata="${inside}"`);
      expect(await refused()).toMatchObject({ at: inside, fault: { code: 'address_not_public' } });
      expect(asked.map(({ request }) => [request.mayBePrivate, request.asNamed])).toEqual([
        [true, true],
        [true, true],
        [false, false],
      ]);
    });
  });
});
