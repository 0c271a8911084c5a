import { type Database, DatabaseUnavailable } from '@gatehouse/database';
import { expect, test } from 'vitest';
import {
  besideTheRequest,
  databaseFault,
  noteDatabaseFault,
  onceFaultThenSilent,
} from './database-faults.ts';
import { serveRequest } from './request.ts';

const fault = new DatabaseUnavailable('ECONNREFUSED', 'down.');
const statement = { name: 'any', text: 'SELECT 1' };

test('keeps the first fault of a request to that request', async () => {
  const met = await Promise.all([
    serveRequest(async () => {
      await Promise.resolve();
      noteDatabaseFault(fault);
      noteDatabaseFault(new DatabaseUnavailable('25006', 'read-only.'));
      return databaseFault();
    }),
    serveRequest(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return databaseFault();
    }),
  ]);
  expect(met).toEqual([fault, undefined]);
  expect(databaseFault()).toBeUndefined();
});

test('asks the database nothing more in a request that met a fault, and all in the next', async () => {
  let asked = 0;
  const database = onceFaultThenSilent({
    query: async () => {
      asked += 1;
      noteDatabaseFault(fault);
      throw fault;
    },
  } as Partial<Database> as Database);
  const twice = async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(database.query(statement, [])).rejects.toBe(fault);
    }
  };
  await serveRequest(twice);
  expect(asked).toBe(1);
  await serveRequest(twice);
  expect(asked).toBe(2);
});

test('leaves a request alone with the faults of what it can do without', async () => {
  const database = besideTheRequest({
    query: async () => {
      noteDatabaseFault(fault);
      throw fault;
    },
  } as Partial<Database> as Database);
  await serveRequest(async () => {
    await expect(database.query(statement, [])).rejects.toBe(fault);
    expect(databaseFault()).toBeUndefined();
  });
});
