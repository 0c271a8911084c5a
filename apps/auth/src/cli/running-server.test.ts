import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError } from '@gatehouse/database';
import { expect, onTestFinished, test } from 'vitest';
import { openControl, operationPath } from '../control/control-server.ts';
import type { OperationName } from '../operator/operations.ts';
import { CommandError } from './command-error.ts';
import { askRunningServer } from './running-server.ts';
import { faultInWords } from './words/faults-in-words.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gatehouse-asked-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** What a server answers on its control socket, whoever asks. */
async function serverThat(status: number, answer: object): Promise<string> {
  const dataDirectory = folder();
  const server = createServer((_request, response) => {
    response.writeHead(status).end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => {
    server.listen(join(dataDirectory, 'control.sock'), listening);
  });
  onTestFinished(() => void server.close());
  return dataDirectory;
}

/** What a command fails with. */
const failure = (dataDirectory: string) =>
  askRunningServer(dataDirectory, operationPath('clients.show'), {}).catch((e: unknown) => e);

/** The running server, without a database: what is refused before one is needed. */
async function running() {
  const dataDirectory = folder();
  const errors: Error[] = [];
  const control = await openControl({
    dataDirectory,
    database: {} as never,
    operator: {} as never,
    now: () => new Date(),
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => control.close());
  return { dataDirectory, errors };
}

function told(dataDirectory: string, name: string): Promise<object> {
  const path = operationPath(name as OperationName);
  return new Promise((resolve, reject) => {
    const socketPath = join(dataDirectory, 'control.sock');
    request({ socketPath, path, method: 'POST' }, (answer) => {
      answer
        .setEncoding('utf8')
        .toArray()
        .then((parts) => resolve(JSON.parse(parts.join('')) as object), reject);
    })
      .on('error', reject)
      .end('{}');
  });
}

test('a running server answers a refusal with a code and facts, and the command words them', async () => {
  const { dataDirectory, errors } = await running();
  const fault = { code: 'invalid_input', path: ['client_id'], fault: { code: 'missing' } };
  expect(await told(dataDirectory, 'clients.show')).toEqual({ fault });
  expect(await told(dataDirectory, 'clients.blame')).toEqual({
    fault: { code: 'unknown_operation' },
  });
  expect(errors).toEqual([]);
  expect(await told(dataDirectory, 'clients.list')).toEqual({ fault: { code: 'failed' } });
  expect(errors).toHaveLength(1);
  expect(await failure(dataDirectory)).toMatchObject({ fault });
});

test('what is wrong with its database is told as by a command that opens it itself', async () => {
  const database = { code: 'unavailable', message: 'It is so.', remedy: 'Do that.' };
  const error = await failure(await serverThat(409, { database }));
  expect(error).toBeInstanceOf(DatabaseError);
  expect(error).toMatchObject(database);
});

test('a server from before there were facts is told by its code', async () => {
  const older = { code: 'unknown_client', message: 'No.', remedy: 'Do that.' };
  const error = await failure(await serverThat(409, older));
  expect(error).toBeInstanceOf(CommandError);
  expect(faultInWords(error as CommandError, 'gatehouse').message).toContain('"unknown_client"');
});
