import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DocumentPolicy } from '../documents/document-policy.ts';
import { document, documentHosts, POLICY } from '../documents/documents.fixture.ts';
import { ofType, toldEvents } from '../events/testing/told-events.ts';
import { createGuardedGet, type GuardedGet, OutboundError } from '../outbound/guarded-get.ts';
import { startTestServer } from '../provider/testing/test-server.ts';
import { TestClient } from '../provider/testing/test-client.ts';
import type { Storage } from '../storage/storage.ts';
import { storageOn } from '../storage/testing/fixtures.ts';
import type { DescribedClient } from './described-client.ts';
import { noRules } from './rules.fixture.ts';
import { documentsBy, ISSUER } from './documents.fixture.ts';
import { OperationError } from './operation-error.ts';
import { runOperation } from './operations.ts';

let ids = 0;
const newId = () => `https://client${(ids += 1)}.example/oauth/client.json`;

describeEachDatabase('clients.add_document', (open) => {
  let database: Database;
  let storage: Storage;
  const { get, served, asked } = documentHosts();
  let told: ReturnType<typeof toldEvents>;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(() => {
    asked.length = 0;
    told = toldEvents();
  });

  const run = (
    input: object,
    { by = get, policy }: { by?: GuardedGet; policy?: Partial<DocumentPolicy> } = {},
  ) =>
    runOperation(
      {
        ...storage,
        events: told.events,
        configured: [],
        issuer: ISSUER,
        production: true,
        registration: 'open',
        rules: noRules,
        randomBytes,
        documents: documentsBy(by, policy),
      },
      'clients.add_document',
      input,
    ) as Promise<DescribedClient>;
  const refused = (input: object, options?: Parameters<typeof run>[1]) =>
    run(input, options).then(
      () => undefined,
      (error: unknown) => (error instanceof OperationError ? error.fault : error),
    );

  test('reads the document now, once, and shows what it registered', async () => {
    const client_id = newId();
    served.set(client_id, { body: document(client_id, { client_name: 'Read' }) });
    expect(await run({ client_id })).toMatchObject({
      client_id,
      client_name: 'Read',
      kind: 'document',
      token_endpoint_auth_method: 'none',
      document: { pinned: false, by_operator: true, failing_since: null, ended_at: null },
    });
    expect(asked.map(({ url, request }) => [url, request.mayBePrivate])).toEqual([
      [client_id, true],
    ]);
    expect(ofType(told.happened, 'client_registered')).toMatchObject([
      { clientId: client_id, kind: 'document' },
    ]);
  });

  test('takes a copy without asking anybody, and later requests ask nobody either', async () => {
    const client_id = newId();
    const copy = document(client_id, { client_name: 'Copied' });
    expect(await run({ client_id, copy })).toMatchObject({
      client_name: 'Copied',
      document: { pinned: true, by_operator: true, fresh_until: null },
    });
    expect(asked).toEqual([]);
    expect(await storage.clientDocuments.find(client_id)).toMatchObject({
      pinned: true,
      fresh: true,
    });
  });

  test('replaces what was there: a fetched one, a copy, and a copy by what is fetched', async () => {
    const client_id = newId();
    served.set(client_id, { body: document(client_id, { client_name: 'Published' }) });
    const copy = document(client_id, { client_name: 'Copied' });
    const names: unknown[] = [];
    for (const input of [{ client_id }, { client_id, copy }, { client_id }]) {
      const { client_name: name, document: from } = await run(input);
      names.push([name, from?.pinned]);
    }
    expect(names).toEqual([
      ['Published', false],
      ['Copied', true],
      ['Published', false],
    ]);
    expect(ofType(told.happened, 'client_changed')).toHaveLength(2);
  });

  test('leaves a client that is disabled disabled', async () => {
    const client_id = newId();
    const copy = document(client_id);
    await run({ client_id, copy });
    await storage.clients.setDisabled(client_id, true);
    const again = await run({ client_id, copy: document(client_id, { client_name: 'B' }) });
    expect([again.client_name, again.disabled_at]).toEqual(['B', expect.any(String)]);
  });

  test('takes nothing of another client, and leaves nothing of what is refused', async () => {
    const client_id = newId();
    await storage.clients.save({ client_id, client_name: 'Other' }, 'operator');
    expect(await refused({ client_id, copy: document(client_id) })).toEqual({
      code: 'client_id_taken',
      clientId: client_id,
    });
    expect((await storage.clients.row(client_id))?.metadata.client_name).toBe('Other');
    expect(ofType(told.happened, 'client_changed')).toEqual([]);
    const bad = newId();
    await refused({ client_id: bad, copy: document(bad, { client_secret: 's' }) });
    expect(await storage.clients.show(bad)).toBeUndefined();
  });

  const at = 'https://app.example/client.json';
  test.each<[string, object, object]>([
    ['documents that are off', { policy: { enabled: false } }, { code: 'documents_off' }],
    [
      'a domain that is denied',
      { policy: { deniedDomains: ['example'] } },
      { code: 'document_not_served', host: 'app.example' },
    ],
    [
      'a domain that is not among those allowed',
      { policy: { domains: ['other.example'] } },
      { code: 'document_not_served', host: 'app.example' },
    ],
  ])('refuses %s, also by a copy', async (_what, options, fault) => {
    expect(await refused({ client_id: at, copy: document(at) }, options)).toEqual(fault);
    expect(await refused({ client_id: at }, options)).toEqual(fault);
    expect(asked).toEqual([]);
  });

  test.each([
    'http://app.example/client.json',
    'https://app.example',
    'https://app.example/',
    'https://app.example:8443/client.json',
    'https://app.example/client.json?a',
    'https://app.example/a/../client.json',
    'https://localhost:9000/client.json',
    'client_1',
  ])('refuses %s, which is no address of a document', async (client_id) => {
    expect(await refused({ client_id })).toEqual({
      code: 'no_document_address',
      clientId: client_id,
    });
    expect(asked).toEqual([]);
  });

  test.each<[string, Parameters<typeof served.set>[1], object]>([
    [
      'what cannot be reached',
      new OutboundError('connection_failed'),
      { code: 'connection_failed' },
    ],
    ['what is refused to datacenters', { status: 403 }, { code: 'status', status: 403 }],
    ['what is gone', { status: 410 }, { code: 'status', status: 410 }],
    ['a redirect', { status: 302 }, { code: 'status', status: 302 }],
    ['a page', { headers: { 'content-type': 'text/html' } }, { code: 'content_type' }],
    ['what is no JSON', { body: '<html>' }, { code: 'not_json' }],
    [
      'what is of another',
      { body: document('https://b.example/c') },
      { code: 'metadata', said: expect.any(String) },
    ],
    [
      'an algorithm that the library does not know',
      { body: document(at, { id_token_signed_response_alg: 'none' }) },
      { code: 'metadata', said: expect.stringContaining('id_token_signed_response_alg') },
    ],
  ])('says of %s why it is none', async (_what, answer, fault) => {
    served.set(at, answer);
    expect(await refused({ client_id: at })).toEqual({
      code: 'document_refused',
      clientId: at,
      fault,
    });
    expect(await storage.clients.show(at)).toBeUndefined();
  });

  describe('a host on a private network', () => {
    // Where the guard lets a request through, there is nobody to take the connection.
    const guarded = createGuardedGet({
      resolve: async (host) => [host.startsWith('meta') ? '169.254.169.254' : '10.1.2.3'],
      destination: () => ({ host: '127.0.0.1', port: 9 }),
    });
    const REACHED = { code: 'connection_failed' };

    test('is asked for the client that the operator names, and never for the metadata of a cloud', async () => {
      const clientId = newId();
      const metadata = 'https://meta.example/latest';
      expect(await refused({ client_id: clientId }, { by: guarded })).toMatchObject({
        fault: REACHED,
      });
      expect(await refused({ client_id: metadata }, { by: guarded })).toMatchObject({
        fault: { code: 'address_not_public' },
      });
    });

    test('is not asked for any other client at it, nor for one that arrives by itself', async () => {
      const server = await startTestServer(database, {}, undefined, {
        documents: { policy: POLICY, get: guarded },
      });
      try {
        const host = newId();
        served.set(host, { body: document(host) });
        await run({ client_id: host });
        await database.prisma.clientDocument.update({
          where: { clientId: host },
          data: { freshUntil: new Date(0) },
        });
        const ask = (id: string) =>
          TestClient.ofDocument(server, id).browse(
            TestClient.ofDocument(server, id).authorizationUrl({}, 'v'.repeat(43)),
          );
        const why = () => ofType(server.happened, 'client_document').map(({ detail }) => detail);
        await ask(host);
        expect(why()).toEqual(['connection_failed']);
        await ask(host.replace('client.json', 'other.json'));
        await ask(newId());
        expect(why().slice(1)).toEqual(['address_not_public', 'address_not_public']);
        // Removed, it is a stranger again.
        await storage.clients.remove(host);
        await ask(host);
        expect(why().at(-1)).toBe('address_not_public');
      } finally {
        await server.close();
      }
    });
  });
});
