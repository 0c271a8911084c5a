import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ofType } from '../events/testing/told-events.ts';
import { OutboundError } from '../outbound/guarded-get.ts';
import { post } from '../provider/testing/operator-client.ts';
import { claims, TestClient } from '../provider/testing/test-client.ts';
import { startTestServer, type TestServer } from '../provider/testing/test-server.ts';
import { document, documentHosts, POLICY, type Served } from './documents.fixture.ts';

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let ids = 0;

const jwkOf = ({ publicKey }: { readonly publicKey: KeyObject }) =>
  publicKey.export({ format: 'jwk' });
const EC = jwkOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const weakKey = () => jwkOf(generateKeyPairSync('rsa', { modulusLength: 1024 }));
const postQuantumKey = () => jwkOf(generateKeyPairSync('ml-dsa-44'));
/** More levels than a program may write that calls itself for each. */
const NESTED = '['.repeat(20_000) + ']'.repeat(20_000);

/** A client as ChatGPT is one: a document, and keys at an address beside it. */
interface Assistant {
  readonly id: string;
  readonly keysAt: string;
}

describeEachDatabase('keys of a client at an address', (open) => {
  const { get, served, asked } = documentHosts();
  const policy = { ...POLICY, deniedDomains: ['denied.example'] };
  const pairs = new Map<string, CryptoKeyPair>();
  let database: Database;
  let server: TestServer;
  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database, {}, undefined, { documents: { policy, get } });
    for (const kid of ['one', 'two']) {
      pairs.set(kid, await generateKeyPair('RS256', { extractable: true }));
    }
  });
  beforeEach(() => {
    asked.length = 0;
    server.happened.length = 0;
  });
  afterAll(() => server.close());

  const publicKey = async (kid: string) => ({
    ...(await exportJWK(pairs.get(kid)!.publicKey)),
    kid,
    alg: 'RS256',
    use: 'sig',
  });
  const keySet = async (...kids: string[]) => ({
    body: { keys: await Promise.all(kids.map(publicKey)) },
  });
  const assertion = (id: string, change: object = {}, kid: string | undefined = 'one') =>
    new SignJWT({
      iss: id,
      sub: id,
      aud: `${server.url}/token`,
      jti: crypto.randomUUID(),
      exp: Math.floor(Date.now() / 1000) + 60,
      ...change,
    })
      .setProtectedHeader({ alg: 'RS256', ...(kid !== undefined && { kid }) })
      .sign(pairs.get(kid ?? 'one')!.privateKey);
  const assistant = async (
    keys: Served | undefined,
    { keysAt, ...members }: { readonly keysAt?: string; readonly [name: string]: unknown } = {},
  ): Promise<Assistant> => {
    const host = `https://assistant${(ids += 1)}.example`;
    const id = `${host}/oauth/client.json`;
    const at = keysAt ?? `${host}/oauth/jwks.json`;
    const method = { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: at };
    served.set(id, { body: document(id, { ...method, ...members }) });
    if (keys !== undefined) served.set(at, keys);
    return { id, keysAt: at };
  };
  const signIn = async ({ id }: Assistant) => {
    const client = TestClient.ofDocument(server, id);
    const code = await client.obtainCode();
    const proof = { client_assertion: await assertion(id), client_assertion_type: TYPE };
    return client.exchange(code, proof);
  };
  /** An answer that says no more than whether the client is who it says. */
  const introspect = (client_assertion: string) =>
    post(server, '/token/introspection', {
      token: 'x',
      client_assertion,
      client_assertion_type: TYPE,
    });
  /** As if its document had been read, and nobody had asked for its keys. */
  const known = async (...given: Parameters<typeof assistant>) => {
    const made = await assistant(...given);
    await fetch(TestClient.ofDocument(server, made.id).authorizationUrl({}, 'v'.repeat(43)), {
      redirect: 'manual',
    });
    asked.length = 0;
    return made;
  };
  const requests = () => asked.map(({ url }) => url);
  const told = () =>
    ofType(server.happened, 'client_keys').map(({ outcome, reason, detail }) =>
      [outcome, reason, detail].filter((one) => one !== undefined).join(' '),
    );
  const row = (clientId: string) =>
    database.prisma.clientDocumentKeys.findUnique({ where: { clientId } });
  const set = (clientId: string, data: object) =>
    database.prisma.clientDocumentKeys.update({ where: { clientId }, data });
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const aMinuteLater = (clientId: string) => set(clientId, { retryAt: ago(1) });
  const stale = (clientId: string) => set(clientId, { retryAt: ago(1), freshUntil: ago(1) });

  test('are read for its first assertion, by the guard, and not for the next ones', async () => {
    const made = await assistant(await keySet('one'));
    const tokens = await signIn(made);
    expect(claims(tokens.access_token).client_id).toBe(made.id);
    expect(requests()).toEqual([made.id, made.keysAt]);
    expect(asked[1]?.request).toEqual({ maxBytes: 65_536, timeoutMs: 3000, mayBePrivate: false });
    expect(told()).toEqual(['read']);
    await signIn(made);
    expect(requests()).toHaveLength(2);
    expect(server.serverErrors).toEqual([]);
  });

  test('are read from a private network only at the host that the operator named', async () => {
    const keys = await keySet('one');
    const elsewhere = 'https://elsewhere.example/jwks.json';
    const named = [await known(keys), await known(keys, { keysAt: elsewhere })];
    for (const { id } of named) {
      await database.prisma.clientDocument.update({
        where: { clientId: id },
        data: { mayBePrivate: true },
      });
      asked.length = 0;
      await introspect(await assertion(id));
      expect([requests(), asked[0]?.request.mayBePrivate]).toEqual([
        [id === named[0]?.id ? named[0].keysAt : elsewhere],
        id === named[0]?.id,
      ]);
    }
  });

  test('are read once however many assertions come at once', async () => {
    const { id, keysAt } = await known(await keySet('one'));
    const sent = await Promise.all(Array.from({ length: 10 }, () => assertion(id)));
    const answers = await Promise.all(sent.map(introspect));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(requests()).toEqual([keysAt]);
  });

  test('are read again for a key that nobody has, once a minute at most', async () => {
    const { id, keysAt } = await known(await keySet('one'));
    expect((await introspect(await assertion(id))).status).toBe(200);
    served.set(keysAt, await keySet('one', 'two'));
    // Less than a minute ago they were read.
    expect((await introspect(await assertion(id, {}, 'two'))).status).toBe(401);
    expect(requests()).toEqual([keysAt]);
    await aMinuteLater(id);
    expect((await introspect(await assertion(id, {}, 'two'))).status).toBe(200);
    expect(requests()).toEqual([keysAt, keysAt]);
  });

  test('that it took out count for nothing once they were read again', async () => {
    const { id, keysAt } = await known(await keySet('one'));
    expect((await introspect(await assertion(id))).status).toBe(200);
    served.set(keysAt, await keySet('two'));
    await stale(id);
    expect((await introspect(await assertion(id))).status).toBe(401);
    expect((await introspect(await assertion(id, {}, 'two'))).status).toBe(200);
  });

  test.each<[string, Served]>([
    ['unreachable timed_out', new OutboundError('timed_out')],
    ['unreachable address_not_public', new OutboundError('address_not_public')],
    ['status 403', { status: 403 }],
    ['gone 404', { status: 404 }],
    ['status 302', { status: 302, headers: { location: 'https://a.example/' } }],
    ['content_type', { headers: { 'content-type': 'text/html' }, body: '{"keys":[]}' }],
    ['not_json', { body: '<html>' }],
    ['metadata', { body: { keys: [] } }],
    ['metadata', { body: { keys: [{ kty: 'oct', k: 'AAAA', kid: 'one' }, null, 'x', {}] } }],
    ['metadata', { body: { keys: [{ kty: 'RSA', n: 'x', kid: 'one' }] } }],
  ])('do not give way to none: %s', async (why, failing) => {
    const { id, keysAt } = await known(await keySet('one'));
    await introspect(await assertion(id));
    served.set(keysAt, failing);
    await stale(id);
    server.happened.length = 0;
    for (let tries = 0; tries < 3; tries += 1) {
      expect((await introspect(await assertion(id))).status).toBe(200);
    }
    // One request for the three of them, and a word about it.
    expect(requests()).toEqual([keysAt, keysAt]);
    expect(told()).toEqual([`failed ${why}`]);
    // Whoever keeps the address from answering does not keep an old key good for ever.
    await set(id, { fetchedAt: ago(8 * 86_400) });
    expect((await introspect(await assertion(id))).status).toBe(401);
  });

  test('that could never be read are one request a minute, and a refusal', async () => {
    const { id, keysAt } = await known(new OutboundError('connection_failed'));
    for (let tries = 0; tries < 3; tries += 1) {
      const { status, body } = await introspect(await assertion(id));
      expect([status, body.error_description]).toEqual([
        401,
        'the client assertion was refused: no key that fits it (kid, alg) was registered for its client_id',
      ]);
    }
    expect(requests()).toEqual([keysAt]);
    await aMinuteLater(id);
    await introspect(await assertion(id));
    expect(requests()).toEqual([keysAt, keysAt]);
    expect(server.serverErrors).toEqual([]);
  });

  test('are not asked for by an assertion that is refused whatever its key', async () => {
    const { id } = await known(await keySet('one'));
    const now = Math.floor(Date.now() / 1000);
    for (const wrong of [
      await assertion(id, { exp: now - 60 }),
      await assertion(id, { exp: now + 7200 }),
      await assertion(id, { aud: 'https://elsewhere.example' }),
      await assertion(id, { aud: [server.url, `${server.url}/token`] }),
      await assertion(id, { iss: 'https://other.example/client.json' }),
      await assertion(id, { jti: undefined }),
      `${btoa('{"alg":"PS384"}')}.${btoa('{}')}.x`,
      'nonsense',
    ]) {
      expect((await introspect(wrong)).status).toBeGreaterThanOrEqual(400);
    }
    expect(requests()).toEqual([]);
    expect(await row(id)).toBeNull();
  });

  test('are not asked for without an assertion, and a foreign one is refused with a word', async () => {
    const { id, keysAt } = await known(await keySet('one'));
    const grant = { grant_type: 'refresh_token', refresh_token: 'x', client_id: id };
    expect((await post(server, '/token', grant)).status).toBe(401);
    expect((await post(server, '/token', { ...grant, client_secret: 'x' })).status).toBe(401);
    expect(requests()).toEqual([]);
    // Signed by another key than the one that it names.
    const header = { alg: 'RS256', kid: 'one' };
    const foreign = await new SignJWT({
      iss: id,
      sub: id,
      aud: server.url,
      jti: 'x',
      exp: Math.floor(Date.now() / 1000) + 60,
    })
      .setProtectedHeader(header)
      .sign(pairs.get('two')!.privateKey);
    const { status, body } = await introspect(foreign);
    expect([status, body.error_description]).toEqual([
      401,
      'the client assertion was refused: its signature is not by the key that was registered',
    ]);
    expect(requests()).toEqual([keysAt]);
  });

  test('at another address than before are other keys', async () => {
    const { id, keysAt } = await known(await keySet('one'));
    await introspect(await assertion(id));
    const other = `${keysAt}?new`;
    served.set(other, await keySet('two'));
    await database.prisma.client.update({
      where: { id },
      data: {
        metadata: {
          ...((await database.prisma.client.findUniqueOrThrow({ where: { id } }))
            .metadata as object),
          jwks_uri: other,
        },
      },
    });
    await aMinuteLater(id);
    expect((await introspect(await assertion(id))).status).toBe(401);
    expect((await introspect(await assertion(id, {}, 'two'))).status).toBe(200);
    expect(requests()).toEqual([keysAt, other]);
  });

  test('at a domain that the operator shuts out are not asked for', async () => {
    const { id } = await known(undefined, { keysAt: 'https://keys.denied.example/jwks.json' });
    expect((await introspect(await assertion(id))).status).toBe(401);
    expect(requests()).toEqual([]);
    expect(told()).toEqual(['failed domain']);
  });

  test('of a client that the operator registered may be on a private network', async () => {
    const { id } = await known(await keySet('one'));
    await database.prisma.clientDocument.update({
      where: { clientId: id },
      data: { mayBePrivate: true },
    });
    expect((await introspect(await assertion(id))).status).toBe(200);
    expect(asked.map(({ request }) => request.mayBePrivate)).toEqual([true]);
  });

  test('in the document itself are asked for by nobody', async () => {
    const { id } = await known(undefined, {
      jwks_uri: undefined,
      jwks: { keys: [await publicKey('one')] },
    });
    expect((await introspect(await assertion(id))).status).toBe(200);
    expect(requests()).toEqual([]);
  });

  test('keep what signatures are verified by, and go with the client', async () => {
    const whole = { ...(await publicKey('one')), x5c: ['AAAA'], x5t: 'x', extra: 'x'.repeat(100) };
    const secret = await exportJWK(pairs.get('two')!.privateKey);
    const other = { kty: 'unheard-of', kid: 'three' };
    const forEncryption = { ...(await publicKey('two')), use: 'enc' };
    const { id } = await known({
      body: { keys: [other, whole, { ...secret, kid: 'two' }, forEncryption] },
    });
    await introspect(await assertion(id));
    expect((await row(id))?.jwks).toEqual({ keys: [await publicKey('one')] });
    await server.storage.clients.remove(id);
    expect(await row(id)).toBeNull();
  });

  test.each<[string, () => unknown]>([
    ['a name that no row can hold', () => ({ kty: 'EC', ...EC, kid: 'a\0b' })],
    ['half a character', () => ({ kty: 'EC', ...EC, kid: '\ud800' })],
    ['an algorithm that is none', () => ({ kty: 'EC', ...EC, alg: '\0' })],
    ['uses without end', () => ({ kty: 'EC', ...EC, key_ops: 'NESTED' })],
    ['uses that are no list', () => ({ kty: 'EC', ...EC, key_ops: { '\0': 1 } })],
    ['a kind of which we keep too little', postQuantumKey],
    ['too few bits', () => ({ ...weakKey(), kid: 'one' })],
  ])('are good beside one with %s', async (_what, odd) => {
    const { body } = await keySet('one');
    const text = JSON.stringify({ keys: [odd(), ...body.keys] });
    const { id } = await known({ body: text.replace('"NESTED"', NESTED) });
    expect((await introspect(await assertion(id))).status).toBe(200);
    expect(told()).toEqual(['read']);
    expect(server.serverErrors).toEqual([]);
  });

  test('of too few bits are none', async () => {
    const { id } = await known({ body: { keys: [{ ...weakKey(), kid: 'one' }] } });
    expect((await introspect(await assertion(id))).status).toBe(401);
    expect(server.serverErrors).toEqual([]);
  });

  test.each([
    ['the issuer', () => server.url, 200],
    ['the token endpoint', () => `${server.url}/token`, 200],
    ['the endpoint that it is sent to', () => `${server.url}/token/introspection`, 401],
    ['the issuer in a list', () => [server.url], 401],
    ['the token endpoint of another', () => 'https://elsewhere.example/token', 401],
  ])('sign for an audience: %s', async (_what, audience, status) => {
    const { id } = await known(await keySet('one'));
    const answer = await introspect(await assertion(id, { aud: audience() }));
    expect([answer.status, answer.body.error_description]).toEqual([
      status,
      status === 200
        ? undefined
        : 'the client assertion was refused: its audience (aud) is neither the issuer nor the token endpoint alone',
    ]);
  });
});
