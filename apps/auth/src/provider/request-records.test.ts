import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createSealer } from '../storage/sealing.ts';
import { createStorage, type Storage } from '../storage/storage.ts';
import { viewing } from '../storage/testing/fixtures.ts';
import { serveRequest, servedRequest } from './request.ts';
import { RequestRecords, requestRecords } from './request-records.ts';

describeEachDatabase('the records of a request', (open) => {
  let database: Database;
  let storage: Storage;
  /** the names of the statements that were sent */
  let sent: string[];
  beforeAll(async () => {
    database = await open();
    const counting: Database = {
      ...database,
      query: (statement, values) => {
        sent.push(statement.name);
        return database.query(statement, values);
      },
    };
    storage = createStorage(counting, createSealer([randomBytes(32)]), {
      sessionMax: 60,
      interaction: 60,
    });
    sent = [];
    await storage.resources.replaceAll([
      resource('https://b.example/mcp'),
      resource('https://a.example/mcp'),
    ]);
    await storage.resources.add({ ...resource('https://c.example/mcp'), accessTokenAlg: 'RS256' });
    const terms = { resources: ['https://b.example/mcp'], introspects: [], trusted: true };
    await storage.clients.save(
      { client_id: 'ours', client_secret: 'hush', name: 'Ünsere "App"' },
      'operator',
      terms,
    );
    await storage.clients.save({ client_id: 'theirs', client_name: 'Theirs' }, 'dynamic');
    await storage.clients.save({ client_id: 'disabled' }, 'operator');
    await storage.clients.setDisabled('disabled', true);
  });
  beforeEach(() => {
    sent = [];
  });

  test.each([['ours'], ['theirs'], ['disabled'], ['nobody']])(
    'are what storage has, in one statement: %s',
    async (clientId) => {
      const records = new RequestRecords(storage);
      const [client, resources] = [await records.client(clientId), await records.resources()];
      expect(await records.client(clientId)).toBe(client);
      expect(await records.resource('https://a.example/mcp')).toBe(resources[1]);
      expect(sent).toEqual(['client_and_resources']);
      expect(client).toEqual(await storage.clients.row(clientId));
      expect(resources).toEqual(await storage.resources.all());
    },
  );

  test('have no resource that is called otherwise', async () => {
    expect(await new RequestRecords(storage).resource('https://A.example/mcp')).toBeUndefined();
  });

  test('are of the first client that is asked for; another one is read for itself', async () => {
    const records = new RequestRecords(storage);
    expect((await records.client('ours'))?.id).toBe('ours');
    expect((await records.client('theirs'))?.id).toBe('theirs');
    expect((await records.client('ours'))?.id).toBe('ours');
    expect(sent).toEqual(['client_and_resources', 'client_find']);
  });

  test('are the resources alone where no client is asked for', async () => {
    const records = new RequestRecords(storage);
    await Promise.all([records.resources(), records.resources()]);
    expect(sent).toEqual(['resource_all']);
  });

  test('are asked for once by those who ask at the same time', async () => {
    const records = new RequestRecords(storage);
    await Promise.all([records.client('ours'), records.client('ours'), records.resources()]);
    expect(sent).toEqual(['client_and_resources']);
  });

  test('are read again by the next request, and whenever nobody serves one', async () => {
    const change = (disabled: boolean) => storage.clients.setDisabled('theirs', disabled);
    const serve = () =>
      serveRequest(async () => {
        servedRequest().records = new RequestRecords(storage);
        const before = await requestRecords(storage).client('theirs');
        await change(true);
        expect(await requestRecords(storage).client('theirs')).toBe(before);
        return before;
      });
    expect(await serve()).toBeDefined();
    expect(await serve()).toBeUndefined();
    await change(false);
    expect(await requestRecords(storage).client('theirs')).toBeDefined();
    await change(true);
    expect(await requestRecords(storage).client('theirs')).toBeUndefined();
  });
});

function resource(identifier: string) {
  return {
    resource: identifier,
    name: 'Bücher & "Notes"',
    scopes: { 'notes:read': viewing('Read'), 'notes:write': viewing('Write') },
    aliases: [`${identifier}/`, `${identifier}/sse`],
    accessTokenAlg: 'ES256',
  } as const;
}
