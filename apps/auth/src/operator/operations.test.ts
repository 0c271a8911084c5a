import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeEach, expect, test } from 'vitest';
import type { Storage } from '../storage/storage.ts';
import { scene, storageOn } from '../storage/testing/fixtures.ts';
import { isOperationName, type OperationName, runOperation } from './operations.ts';

const URLS = ['https://one.example/mcp', 'https://two.example/mcp'] as const;
const [ONE, TWO] = URLS;

describeEachDatabase('what the operator does by command', (open) => {
  let database: Database;
  let storage: Storage;
  let run: (name: OperationName, input?: object, production?: boolean) => Promise<unknown>;
  beforeEach(async () => {
    database ??= await open();
    storage = storageOn(database);
    run = (name, input = {}, production = false) =>
      runOperation({ ...storage, production, randomBytes }, name, input);
    await storage.resources.replaceAll([entry(ONE)]);
    await database.prisma.protectedResource.deleteMany({ where: { source: 'operator' } });
  });
  const entry = (resource: string) => ({
    resource,
    name: 'A server',
    scopes: { read: 'Read' },
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
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(
      Array(9).fill('resource_exists'),
    );
  });

  test('production has no resource on loopback or without https', async () => {
    for (const resource of ['http://localhost:8000/mcp', 'http://two.example/mcp']) {
      await expect(run('resources.add', { resource }, true)).rejects.toMatchObject({
        code: 'invalid_resource',
        remedy: expect.any(String),
      });
      expect(await run('resources.add', { resource })).toMatchObject({ source: 'operator' });
    }
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
    for (const login of ['acme', 'nobody', 'nul\0']) {
      await expect(run('admission.unpin', { login })).rejects.toMatchObject({
        code: 'unknown_pin',
      });
    }
    await expect(run('admission.unpin', {})).rejects.toMatchObject({ code: 'invalid_input' });
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
    expect(await storage.consents.any(userId, clientId)).toBe(true);
    await run('clients.remove', { client_id: clientId });
    expect(await storage.grants.find(id)).toBeUndefined();
    expect(await storage.consents.any(userId, clientId)).toBe(false);
    await expect(run('clients.show', { client_id: clientId })).rejects.toMatchObject({
      code: 'unknown_client',
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
      await expect(wrong).rejects.toMatchObject({ code: 'invalid_client_metadata' });
    }
  });

  test.each<[OperationName, object]>([
    ['clients.add', {}],
    ['clients.add', { client_name: '' }],
    ['clients.add', { client_name: 'x', unheard_of: true }],
    ['clients.show', { client_id: 42 }],
    ['clients.remove', {}],
    ['resources.remove', { resource: ['x'] }],
  ])('%s with %j is refused in words', async (name, input) => {
    await expect(run(name, input)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.any(String),
      remedy: expect.any(String),
    });
  });

  test('nothing but what is in the table can be asked for', () => {
    expect(['clients.add', 'toString', '__proto__', 'users.add'].map(isOperationName)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
