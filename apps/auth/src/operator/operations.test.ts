import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeEach, expect, test } from 'vitest';
import { toldEvents } from '../events/testing/told-events.ts';
import type { Storage } from '../storage/storage.ts';
import { scene, storageOn, viewing } from '../storage/testing/fixtures.ts';
import type { OperationError } from './operation-error.ts';
import { isOperationName, type OperationName, runOperation } from './operations.ts';
import { noRules } from './rules.fixture.ts';
import { documentsBy } from './documents.fixture.ts';

const URLS = ['https://one.example/mcp', 'https://two.example/mcp'] as const;
const [ONE, TWO] = URLS;
/** Named by RESOURCES, and no server has started since. */
const NEXT = 'https://next.example/mcp';

const named = { client_name: 'x' };
const ID_TOKEN_ALG = 'id_token_signed_response_alg';
const wrongKind = (expected: string) => ({ code: 'wrong_kind', expected });
const noneOf = (...values: string[]) => ({ code: 'none_of', values });

/** Arrays inside arrays, to this depth. */
const nested = (levels: number): unknown =>
  JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describeEachDatabase('what the operator does by command', (open) => {
  let database: Database;
  let storage: Storage;
  let run: (name: OperationName, input?: object, production?: boolean) => Promise<unknown>;
  beforeEach(async () => {
    database ??= await open();
    storage = storageOn(database);
    run = (name, input = {}, production = false) =>
      runOperation(
        {
          ...storage,
          rules: noRules,
          events: toldEvents().events,
          configured: [entry(ONE), entry(NEXT)],
          issuer: 'https://auth.example.com',
          documents: documentsBy(),
          production,
          registration: 'open',
          randomBytes,
        },
        name,
        input,
      );
    await storage.resources.replaceAll([entry(ONE)]);
    await database.prisma.protectedResource.deleteMany({ where: { source: 'operator' } });
  });
  const entry = (resource: string) => ({
    resource,
    name: 'A server',
    scopes: { read: viewing('Read') },
    aliases: [`${resource}/`],
    accessTokenAlg: 'ES256' as const,
  });
  const identifiers = async () =>
    (await storage.resources.list()).map(({ resource, source }) => [resource, source]);

  test('a resource that a command added survives what RESOURCES says at the next start', async () => {
    await run('resources.add', { resource: TWO });
    await storage.resources.replaceAll([entry(ONE), entry('https://third.example/mcp')]);
    expect(await identifiers()).toEqual([
      [ONE, 'environment'],
      ['https://third.example/mcp', 'environment'],
      [TWO, 'operator'],
    ]);
    await storage.resources.replaceAll([entry(ONE)]);
    expect(await identifiers()).toEqual([
      [ONE, 'environment'],
      [TWO, 'operator'],
    ]);
  });

  test('RESOURCES takes over what it names as well, and lets go of it altogether', async () => {
    await run('resources.add', { resource: TWO });
    await storage.resources.replaceAll([entry(TWO)]);
    expect(await identifiers()).toEqual([[TWO, 'environment']]);
    await storage.resources.replaceAll([entry(ONE)]);
    expect(await identifiers()).toEqual([[ONE, 'environment']]);
  });

  test('of ten commands at once that add one resource, one succeeds', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => run('resources.add', { resource: TWO })),
    );
    const refused = all.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => (reason as OperationError).fault.code)).toEqual(
      Array(9).fill('resource_exists'),
    );
  });

  test('production has no resource on loopback or without https', async () => {
    for (const resource of ['http://localhost:8000/mcp', 'http://two.example/mcp']) {
      await expect(run('resources.add', { resource }, true)).rejects.toMatchObject({
        fault: { code: 'invalid_resource', path: [], fault: { address: resource } },
      });
      expect(await run('resources.add', { resource })).toMatchObject({ source: 'operator' });
    }
  });

  test('a client for what RESOURCES names is added after the server has started with it', async () => {
    const add = (names: object) =>
      run('clients.add', { client_name: 'One', redirect_uris: ['https://c.example/cb'], ...names });
    for (const names of [{ resources: [`${NEXT}/`] }, { introspects: [NEXT] }]) {
      await expect(add(names)).rejects.toMatchObject({
        fault: { code: 'unknown_resource', configured: true },
      });
    }
    await expect(add({ resources: [TWO] })).rejects.toMatchObject({
      fault: { code: 'unknown_resource', resource: TWO, configured: false },
    });
    await storage.resources.replaceAll([entry(NEXT)]);
    expect(await add({ resources: [NEXT] })).toMatchObject({ resources: [NEXT] });
  });

  test('pins of organisations are listed, and forgotten by name, whatever its case', async () => {
    await database.prisma.pinnedOrganisation.deleteMany();
    expect(await run('admission.list')).toEqual({ organisations: [] });
    for (const issuer of ['https://github.com', 'https://github.corp.example']) {
      await storage.pinnedOrganisations.pin(issuer, [
        { login: 'Acme', id: '9919' },
        { login: 'beta', id: '1' },
      ]);
    }
    const pin = {
      login: 'acme',
      organisation_id: '9919',
      pinned_at: expect.stringMatching(/^\d{4}-.+Z$/) as string,
    };
    const both = [
      { ...pin, issuer: 'https://github.com' },
      { ...pin, issuer: 'https://github.corp.example' },
    ];
    const { organisations } = (await run('admission.unpin', { login: 'ACME' })) as {
      organisations: { issuer: string }[];
    };
    organisations.sort((one, other) => one.issuer.localeCompare(other.issuer));
    expect(organisations).toEqual(both);
    expect(await run('admission.list')).toMatchObject({
      organisations: [{ login: 'beta' }, { login: 'beta' }],
    });
    for (const login of ['acme', 'nobody']) {
      await expect(run('admission.unpin', { login })).rejects.toMatchObject({
        fault: { code: 'unknown_pin', login },
      });
    }
    await expect(run('admission.unpin', {})).rejects.toMatchObject({
      fault: { code: 'invalid_input' },
    });
  });

  test('a secret is sealed where it is stored, and in no answer but the first', async () => {
    const added = (await run('clients.add', {
      client_name: 'Reports',
      resources: [`${ONE}/`],
    })) as Record<string, string>;
    const { client_id, client_secret: secret } = added;
    expect(added.resources).toEqual([ONE]);
    const row = await database.prisma.client.findUniqueOrThrow({ where: { id: client_id! } });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(await storage.clients.find(client_id!)).toMatchObject({ client_secret: secret });
    for (const name of ['clients.show', 'clients.disable', 'clients.enable'] as const) {
      expect(JSON.stringify(await run(name, { client_id }))).not.toContain(secret);
    }
    expect(JSON.stringify(await run('clients.list'))).not.toContain(secret);
  });

  test('removing a client removes what people allowed it', async () => {
    const { clientId, grant, issue, userId } = await scene(storage);
    const id = await grant();
    await issue('RefreshToken', id);
    expect(await storage.consents.any(userId, clientId, 'loopback')).toBe(true);
    await run('clients.remove', { client_id: clientId });
    expect(await storage.grants.find(id)).toBeUndefined();
    expect(await storage.consents.any(userId, clientId, 'loopback')).toBe(false);
    await expect(run('clients.show', { client_id: clientId })).rejects.toMatchObject({
      fault: { code: 'unknown_client', clientId },
    });
  });

  test('a disabled client is not found, and one that is enabled again is', async () => {
    const { clientId } = await scene(storage);
    expect(await run('clients.disable', { client_id: clientId })).toMatchObject({
      disabled_at: expect.any(String),
    });
    expect(await storage.clients.find(clientId)).toBeUndefined();
    expect(await run('clients.enable', { client_id: clientId })).toMatchObject({
      disabled_at: null,
    });
    expect(await storage.clients.find(clientId)).toBeDefined();
  });

  test('as many redirect URIs as the operator likes, each by the rules of registration', async () => {
    const redirect_uris = Array.from({ length: 50 }, (_, n) => `https://app.example/${n}`);
    expect(await run('clients.add', { client_name: 'Many', redirect_uris })).toMatchObject({
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris,
    });
    for (const uri of ['http://app.example/cb', 'https://*.app.example/cb', 'javascript:x']) {
      const wrong = run('clients.add', { client_name: 'Wrong', redirect_uris: [uri] });
      await expect(wrong).rejects.toMatchObject({ fault: { code: 'invalid_client_metadata' } });
    }
  });

  test('what a site of the operator’s own may do is stored, and shown', async () => {
    const site = { client_name: 'Ours', redirect_uris: ['https://app.example/cb'] };
    const liberties = { silent: true, pkce: 'optional', id_token_signed_response_alg: 'ES256' };
    const added = (await run('clients.add', { ...site, ...liberties })) as { client_id: string };
    expect(added).toMatchObject({ ...liberties, trusted: false });
    expect(await run('clients.show', { client_id: added.client_id })).toMatchObject(liberties);
    expect(await run('clients.add', { ...site, trusted: true })).toMatchObject({
      silent: true,
      trusted: true,
    });
    expect(await run('clients.add', site)).toMatchObject({
      silent: false,
      trusted: false,
      pkce: 'required',
      id_token_signed_response_alg: 'RS256',
    });
    const [listed] = ((await run('clients.list')) as { clients: object[] }).clients;
    expect(listed).toMatchObject({ silent: false, pkce: 'required' });
    for (const wrong of [{ silent: true }, { trusted: true }, { pkce: 'optional' }]) {
      const asked = { ...site, ...wrong, token_endpoint_auth_method: 'none' };
      await expect(run('clients.add', asked)).rejects.toMatchObject({
        fault: { code: 'invalid_client_metadata' },
      });
    }
  });

  test.each<[OperationName, object, string[], object]>([
    ['clients.add', {}, ['client_name'], { code: 'missing' }],
    ['clients.add', { client_name: '' }, ['client_name'], { code: 'empty' }],
    ['clients.add', { ...named, silent: 'yes' }, ['silent'], wrongKind('boolean')],
    ['clients.add', { ...named, pkce: 'never' }, ['pkce'], noneOf('required', 'optional')],
    ['clients.add', { ...named, [ID_TOKEN_ALG]: 'HS256' }, [ID_TOKEN_ALG], { code: 'none_of' }],
    ['clients.add', { ...named, jwks: { keys: 1 }, scope: 1 }, ['scope'], wrongKind('string')],
    ['clients.add', { ...named, aliases: 1 }, [], { code: 'unknown_members', names: ['aliases'] }],
    ['clients.add', { ...named, resources: ['x', 7] }, ['resources', '1'], wrongKind('string')],
    ['clients.show', { client_id: 42 }, ['client_id'], wrongKind('string')],
    ['clients.remove', {}, ['client_id'], { code: 'missing' }],
    ['resources.remove', { resource: ['x'] }, ['resource'], wrongKind('string')],
  ])('%s with %j is refused, with what is wrong and where', async (name, input, path, fault) => {
    const refused = run(name, input);
    await expect(refused).rejects.toMatchObject({ fault: { code: 'invalid_input', path, fault } });
  });

  test('nothing but what is in the table can be asked for', () => {
    expect(['clients.add', 'toString', '__proto__', 'users.add'].map(isOperationName)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test.each<[string, OperationName, unknown]>([
    ['a NUL', 'clients.show', { client_id: 'a\0b' }],
    ['half a surrogate', 'clients.show', { client_id: '\ud800' }],
    ['half a surrogate in a name', 'clients.add', { client_name: 'a\ud800' }],
    ['ninety thousand levels', 'clients.add', { client_name: 'A', jwks: nested(90_000) }],
    ['a NUL in the name of a member', 'clients.add', { client_name: 'A', ['\0']: 1 }],
    ['a NUL in an address', 'resources.add', { resource: 'https://two.example/\0' }],
    ['half a surrogate in an address', 'resources.remove', { resource: '\udfff' }],
    ['nothing', 'clients.list', null],
    ['a list', 'clients.list', []],
    ['a text', 'clients.list', 'x'],
  ])('input that cannot be stored is refused: %s', async (_what, name, input) => {
    await expect(run(name, input as object)).rejects.toMatchObject({
      fault: { code: 'invalid_input' },
    });
  });

  test('each redirect URI of an operator’s client is meant, so that one unusable one is told', async () => {
    const add = (...uris: string[]) =>
      run('clients.add', { client_name: 'A', redirect_uris: uris });
    await expect(add('https://client.example/cb', 'search-ms:x')).rejects.toMatchObject({
      fault: {
        code: 'invalid_client_metadata',
        fault: { code: 'wrong_redirect_uri', fault: { scheme: 'search-ms:' } },
      },
    });
    const both = ['https://localhost:1234/cb', 'http://127.0.0.1/cb', 'com.example.app:/cb'];
    expect(await add(...both)).toMatchObject({ redirect_uris: both });
  });
});
