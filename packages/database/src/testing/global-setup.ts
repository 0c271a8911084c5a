/**
 * Vitest's `globalSetup`: all test files of a run share one PostgreSQL server and one embedded image. They
 * are made when the first test asks for them, so a run without databases does not wait. The tests run in
 * other processes and ask over a loopback port.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import type { DatabaseError } from '../errors.ts';
import { createSupply, type Supply } from './supply.ts';

interface Shared {
  readonly url: string;
  readonly server: Server;
  readonly supply: Supply;
  users: number;
}

// Each project of a workspace loads this module again, in the same process.
const registry = globalThis as { [shared]?: Promise<Shared> };
const shared = Symbol.for('gatehouse.testing.databases');

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  registry[shared] ??= listen();
  const databases = await registry[shared];
  databases.users += 1;
  project.provide('gatehouseDatabases', databases.url);
  return async () => {
    databases.users -= 1;
    if (databases.users > 0) return;
    delete registry[shared];
    databases.server.close();
    await databases.supply.stop();
  };
}

async function listen(): Promise<Shared> {
  const supply = createSupply();
  const secret = randomUUID();
  const offers: Record<string, () => Promise<string>> = {
    [`/${secret}/serverDatabase`]: supply.serverDatabase,
    [`/${secret}/emptyServerDatabase`]: supply.emptyServerDatabase,
    [`/${secret}/embeddedImage`]: supply.embeddedImage,
    [`/${secret}/embeddedDirectory`]: supply.embeddedDirectory,
  };
  const server = createServer((request, response) => {
    // Making a database blocks this process for seconds, in which a kept connection could time out.
    response.setHeader('Connection', 'close');
    const offer = offers[request.url ?? ''] ?? (() => Promise.reject(new Error('no such offer')));
    offer().then(
      (answer) => response.end(answer),
      (error: unknown) => {
        const { message, remedy } = error as Partial<DatabaseError>;
        response.statusCode = 500;
        response.end([message, remedy].filter(Boolean).join(' '));
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/${secret}`, server, supply, users: 0 };
}
