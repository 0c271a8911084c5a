import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ofType } from '../events/testing/told-events.ts';
import { OutboundError } from '../outbound/guarded-get.ts';
import type { DocumentLimits } from '../provider/limits/documents.ts';
import { claims, TestClient } from '../provider/testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../provider/testing/test-server.ts';
import { document, documentHosts, POLICY, type Served } from './documents.fixture.ts';

let ids = 0;
const newId = () => `https://client${(ids += 1)}.example/oauth/client.json`;

describeEachDatabase('clients with documents', (open) => {
  const { get, served, asked } = documentHosts();
  const policy = { ...POLICY, deniedDomains: ['denied.example'] };
  let limited = 0;
  const documentLimits: DocumentLimits = { take: async () => limited };
  let database: Database;
  let server: TestServer;
  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database, {}, undefined, {
      documents: { policy, get },
      documentLimits,
    });
  });
  beforeEach(() => {
    limited = 0;
    asked.length = 0;
    server.happened.length = 0;
  });
  afterAll(() => server.close());

  const client = (id: string) => TestClient.ofDocument(server, id);
  const published = (id: string, served_: Served = { body: document(id) }) => {
    served.set(id, served_);
    return client(id);
  };
  const url = (id: string) => client(id).authorizationUrl({ resource: RESOURCE }, 'v'.repeat(43));
  const ask = (id: string) =>
    fetch(url(id), { redirect: 'manual', headers: { accept: 'text/html' } });
  const told = () =>
    ofType(server.happened, 'client_document').map(({ outcome, reason, detail }) =>
      [outcome, reason, detail].filter((one) => one !== undefined).join(' '),
    );
  const row = (clientId: string) => database.prisma.client.findUnique({ where: { id: clientId } });
  const set = (clientId: string, data: object) =>
    database.prisma.clientDocument.update({ where: { clientId }, data });
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
  /** As if what was read were not fresh any more, and no failure lately. */
  const stale = (clientId: string) => set(clientId, { freshUntil: ago(1), retryAt: null });

  test('sign in, exchange and refresh after one request for the document', async () => {
    const id = newId();
    const tokens = await published(id).signIn();
    expect(claims(tokens.access_token).client_id).toBe(id);
    expect((await client(id).refresh(tokens.refresh_token)).status).toBe(200);
    expect(asked.map((one) => one.url)).toEqual([id]);
    expect(told()).toEqual(['registered']);
    expect(ofType(server.happened, 'client_registered')).toEqual([
      { type: 'client_registered', clientId: id, kind: 'document' },
    ]);
    expect(asked[0]?.request).toMatchObject({
      maxBytes: 5120,
      timeoutMs: 3000,
      mayBePrivate: false,
    });
    expect(server.serverErrors).toEqual([]);
  });

  test('are read once however many ask at a time, and again when they are stale', async () => {
    const id = newId();
    const gate = Promise.withResolvers<void>();
    served.set(
      id,
      gate.promise.then(() => ({ headers: { etag: '"1"' }, body: document(id) })),
    );
    const find = vi.spyOn(server.storage.clientDocuments, 'find');
    onTestFinished(() => find.mockRestore());
    const answers = Array.from({ length: 20 }, () => ask(id));
    await expect.poll(() => find.mock.calls.length).toBeGreaterThan(20);
    gate.resolve();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(20).fill(303));
    expect(asked).toHaveLength(1);
    await stale(id);
    await ask(id);
    expect(asked.map(({ request }) => request.headers)).toEqual([{}, { 'if-none-match': '"1"' }]);
    expect(told()).toEqual(['registered', 'not_modified']);
    await ask(id);
    expect(asked).toHaveLength(2);
  });

  test('are not read again for whoever looked at the rows before they were read', async () => {
    const id = newId();
    published(id);
    const { clientDocuments } = server.storage;
    const [looked, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const find = vi.spyOn(clientDocuments, 'find').mockImplementationOnce(async () => {
      find.mockRestore();
      const known = await clientDocuments.find(id);
      looked.resolve();
      await read.promise;
      return known;
    });
    const late = ask(id);
    await looked.promise;
    await ask(id);
    read.resolve();
    expect((await late).status).toBe(303);
    expect(asked).toHaveLength(1);
  });

  test('that changed are another client from then on, with a word about it', async () => {
    const id = newId();
    published(id);
    await ask(id);
    await stale(id);
    published(id, { body: document(id, { client_name: 'B' }) });
    await ask(id);
    expect((await row(id))?.metadata).toMatchObject({ client_name: 'B' });
    expect(ofType(server.happened, 'client_changed')).toEqual([
      { type: 'client_changed', clientId: id, change: 'replaced', grants: 0 },
    ]);
    await stale(id);
    await ask(id);
    expect(told()).toEqual(['registered', 'replaced', 'unchanged']);
  });

  test.each<[string, (id: string) => Served]>([
    ['refused unreachable address_not_public', () => new OutboundError('address_not_public')],
    ['refused unreachable too_large', () => new OutboundError('too_large')],
    ['refused status 302', () => ({ status: 302, headers: { location: 'https://a.example/x' } })],
    ['refused status 204', () => ({ status: 204 })],
    ['refused status 304', () => ({ status: 304 })],
    ['refused status 500', () => ({ status: 500 })],
    ['refused gone 404', () => ({ status: 404 })],
    ['refused gone 410', () => ({ status: 410 })],
    [
      'refused content_type',
      (id) => ({ headers: { 'content-type': 'text/html' }, body: document(id) }),
    ],
    [
      'refused content_type',
      (id) => ({ headers: { 'content-type': 'text/json' }, body: document(id) }),
    ],
    ['refused not_json', () => ({ body: '<html>' })],
    ['refused not_json', () => ({ body: [] })],
    ['refused not_json', () => ({ body: 'null' })],
    ['refused metadata', (id) => ({ body: document(`${id}x`) })],
    ['refused metadata', (id) => ({ body: document(id, { client_secret: 'x' }) })],
    [
      'refused metadata',
      (id) => ({ body: document(id, { token_endpoint_auth_method: 'client_secret_post' }) }),
    ],
    ['refused metadata', (id) => ({ body: document(id, { client_name: undefined }) })],
    ['refused metadata', (id) => ({ body: document(id, { redirect_uris: [] }) })],
    [
      'refused metadata',
      (id) => ({ body: document(id, { id_token_signed_response_alg: 'HS256' }) }),
    ],
  ])('%s: one request, no client, the same page', async (expected, answer) => {
    const id = newId();
    published(id, answer(id));
    const first = await ask(id);
    expect([first.status, await first.text()]).toEqual([400, '<h1>invalid_client</h1>']);
    expect(asked).toHaveLength(1);
    expect(await row(id)).toBeNull();
    expect(told()).toEqual([expected]);
    // Nothing of it is remembered.
    published(id);
    expect((await ask(id)).status).toBe(303);
  });

  test('whose host answers in +json, or with a charset, are understood', async () => {
    for (const type of ['application/json; charset=utf-8', 'application/client+json']) {
      const id = newId();
      published(id, { headers: { 'content-type': type }, body: document(id) });
      expect((await ask(id)).status).toBe(303);
    }
  });

  test('that cannot be read any more go on as they were, and are asked for once a minute', async () => {
    const failures: Served[] = [
      new OutboundError('timed_out'),
      { status: 403 },
      { status: 503 },
      { body: 'nonsense' },
    ];
    for (const failure of failures) {
      const id = newId();
      await published(id).signIn();
      await stale(id);
      published(id, failure);
      asked.length = 0;
      expect((await client(id).signIn()).status).toBe(200);
      expect((await ask(id)).status).toBe(303);
      expect(asked).toHaveLength(1);
      await set(id, { retryAt: ago(1) });
      await ask(id);
      expect(asked).toHaveLength(2);
    }
    expect(told().filter((outcome) => outcome.startsWith('last_good'))).toHaveLength(8);
  });

  test('that cannot be read for a week begin nothing any more, until they can', async () => {
    const id = newId();
    const tokens = await published(id).signIn();
    published(id, { status: 503 });
    await stale(id);
    await set(id, { failingSince: ago(6.9 * 86_400) });
    expect((await ask(id)).status).toBe(303);
    await set(id, { failingSince: ago(7.1 * 86_400), retryAt: null });
    expect((await ask(id)).status).toBe(400);
    expect((await ask(id)).status).toBe(400);
    expect(asked).toHaveLength(3);
    expect((await client(id).refresh(tokens.refresh_token)).status).toBe(200);
    published(id);
    await set(id, { retryAt: null });
    expect((await ask(id)).status).toBe(303);
  });

  test.each([404, 410])(
    'that are gone (%i) begin nothing, and what they have goes on',
    async (status) => {
      const id = newId();
      const tokens = await published(id).signIn();
      const code = await client(id).obtainCode();
      await stale(id);
      published(id, { status });
      expect((await ask(id)).status).toBe(400);
      expect(told().at(-1)).toBe(`ended gone ${status}`);
      expect((await ask(id)).status).toBe(400);
      expect(asked).toHaveLength(2);
      expect((await client(id).exchange(code)).status).toBe(200);
      expect((await client(id).refresh(tokens.refresh_token)).status).toBe(200);
      // A failure does not bring it back, and a document does.
      await set(id, { retryAt: ago(1) });
      published(id, { status: 503 });
      expect((await ask(id)).status).toBe(400);
      await set(id, { retryAt: ago(1) });
      published(id);
      expect((await ask(id)).status).toBe(303);
    },
  );

  test('that the operator disabled are not read, and stay so', async () => {
    const id = newId();
    await published(id).signIn();
    await server.storage.clients.setDisabled(id, true);
    await stale(id);
    asked.length = 0;
    expect((await ask(id)).status).toBe(400);
    expect(asked).toEqual([]);
  });

  test('of a domain that is not served are never read, nor their clients found', async () => {
    const id = `https://a.denied.example/${newId().length}`;
    published(id);
    expect((await ask(id)).status).toBe(400);
    expect(told()).toEqual(['refused domain']);
    await server.storage.clientDocuments.fetched(
      { ...document(id), client_id: id },
      { etag: null, lastModified: null, freshFor: 300 },
    );
    expect((await ask(id)).status).toBe(400);
    const answer = await client(id).refresh('x'.repeat(43));
    expect([answer.status, answer.error]).toEqual([401, 'invalid_client']);
    expect(asked).toEqual([]);
  });

  test('are never read for anybody but an authorization request', async () => {
    const id = newId();
    published(id);
    const answer = await client(id).refresh('x'.repeat(43));
    expect([answer.status, answer.error]).toEqual([401, 'invalid_client']);
    await fetch(`${server.url}/token/introspection`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: id, token: 'x' }),
    });
    await fetch(`${server.url}/auth/somewhere?client_id=${encodeURIComponent(id)}`);
    expect(asked).toEqual([]);
  });

  test('take no id of a client that registered itself, or of the operator', async () => {
    const id = newId();
    published(id);
    const operator = {
      client_id: id,
      client_name: 'Theirs',
      redirect_uris: ['https://a.example/cb'],
    };
    await server.storage.clients.save(operator, 'operator');
    await ask(id);
    expect(asked).toEqual([]);
    expect((await row(id))?.metadata).toMatchObject({ client_name: 'Theirs' });
  });

  test('over a limit are not read: a new one has to wait, a known one goes on', async () => {
    const [known, unknown] = [newId(), newId()];
    published(unknown);
    await published(known).signIn();
    await stale(known);
    limited = 42;
    asked.length = 0;
    expect((await ask(known)).status).toBe(303);
    const answer = await ask(unknown);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '42']);
    expect(await answer.text()).toBe('<h1>too_many_requests</h1>');
    expect(asked).toEqual([]);
    expect(told().slice(-2)).toEqual(['limited limited', 'limited limited']);
    limited = 0;
    expect((await ask(unknown)).status).toBe(303);
    // Else one stranger who is over a limit would keep an old document good for everybody.
    expect((await ask(known)).status).toBe(303);
    expect(asked.map((one) => one.url)).toEqual([unknown, known]);
  });

  test('on hosts that do not answer take no more than their share of places', async () => {
    const gate = Promise.withResolvers<OutboundError>();
    const silent = Array.from({ length: 8 }, newId);
    for (const id of silent) served.set(id, gate.promise);
    const waiting = silent.map(ask);
    await expect.poll(() => asked.length).toBe(8);
    const id = newId();
    published(id);
    expect((await ask(id)).status).toBe(429);
    expect(told().at(-1)).toBe('limited busy');
    gate.resolve(new OutboundError('timed_out'));
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(8).fill(400));
    expect((await ask(id)).status).toBe(303);
  });

  test('serve ten installations of one person, and ending one ends no other (CI-14)', async () => {
    const id = newId();
    published(id);
    const all = [];
    for (let each = 0; each < 11; each += 1) all.push(await client(id).signIn());
    const [first, second, third] = all;
    await client(id).revoke(third?.refresh_token ?? '');
    expect((await client(id).refresh(first?.refresh_token ?? '')).status).toBe(400);
    expect((await client(id).refresh(second?.refresh_token ?? '')).status).toBe(200);
    expect((await client(id).refresh(third?.refresh_token ?? '')).status).toBe(400);
    expect((await client(id).refresh(all[10]?.refresh_token ?? '')).status).toBe(200);
  });
});

describeEachDatabase('a server that reads no documents', (open) => {
  test('knows nobody by one, and does not say that it would', async () => {
    const { get, served, asked } = documentHosts();
    const database = await open();
    const off = { documents: { policy: { ...POLICY, enabled: false }, get } };
    const server = await startTestServer(database, {}, undefined, off);
    try {
      const id = newId();
      served.set(id, { body: document(id) });
      await server.storage.clientDocuments.fetched(
        { ...document(id), client_id: id },
        { etag: null, lastModified: null, freshFor: 300 },
      );
      const client = TestClient.ofDocument(server, id);
      const answer = await fetch(client.authorizationUrl({ resource: RESOURCE }, 'v'.repeat(43)));
      expect(answer.status).toBe(400);
      expect((await client.refresh('x'.repeat(43))).error).toBe('invalid_client');
      expect(asked).toEqual([]);
      const metadata = await fetch(`${server.url}/.well-known/openid-configuration`);
      expect(await metadata.json()).toMatchObject({ client_id_metadata_document_supported: false });
    } finally {
      await server.close();
    }
  });
});
