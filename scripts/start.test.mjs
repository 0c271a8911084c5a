import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { portFaults } from './run/ports.mjs';

const START = fileURLToPath(new URL('start.mjs', import.meta.url));

/** A busy machine takes its time to make the embedded database. */
const PATIENCE_MS = 240_000;

let directory = '';
/** @type {import('node:child_process').ChildProcess[]} */
const started = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
  }
  // What was killed outright may still be closing its database.
  rmSync(directory, { recursive: true, maxRetries: 50, retryDelay: 100 });
});

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = Object(probe.address());
      probe.close(() => resolve(port));
    });
  });
}

async function freePorts() {
  const [auth, operations, mcp, mcpOperations, github, google] = await Promise.all(
    Array.from({ length: 6 }, freePort),
  );
  return {
    PUBLIC_URL: `http://localhost:${auth}`,
    OPERATIONS_PORT: String(operations),
    MCP_PORT: String(mcp),
    MCP_OPERATIONS_PORT: String(mcpOperations),
    EMULATED_GITHUB_PORT: String(github),
    EMULATED_GOOGLE_PORT: String(google),
  };
}

/**
 * Runs `scripts/start.mjs` as npm does, with a data directory of its own.
 *
 * @param {Record<string, string>} env
 */
function start(env) {
  const child = spawn(process.execPath, [START], {
    // HOME stays: with another one pnpm would have another store, and install everything again.
    env: {
      HOME: String(process.env.HOME),
      PATH: String(process.env.PATH),
      GATEHOUSE_DATA_DIR: directory,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  const listeners = new Set();
  const receive = (/** @type {Buffer} */ chunk) => {
    output += chunk;
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', receive);
  child.stderr.on('data', receive);
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    child,
    /** @type {Promise<{ exitCode: number | null, output: string }>} */
    ended: ended.then((exitCode) => ({ exitCode, output })),
    /** @param {string} text */
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => output.includes(text) && resolve(output);
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without printing “${text}”:\n${output}`)));
      }),
  };
}

/** @param {Record<string, string>} ports */
function stillTaken(ports) {
  const numbers = Object.values(ports).map((value) => Number(value.split(':').at(-1)));
  return portFaults(numbers.map((port) => ({ port, what: 'x', variable: 'X' })));
}

test(
  'the stack starts, says how to use it, and SIGTERM leaves nothing running',
  async () => {
    const ports = await freePorts();
    const { child, printed, ended } = start(ports);
    const banner = await printed('Ctrl-C stops everything.');
    const mcpUrl = `http://localhost:${ports.MCP_PORT}/mcp`;

    expect(banner).toContain(`claude mcp add --transport http gatehouse ${mcpUrl}`);
    expect(banner).toContain(`${ports.PUBLIC_URL}/callback/github`);
    expect((await fetch(`${ports.PUBLIC_URL}/.well-known/openid-configuration`)).status).toBe(200);
    expect((await fetch(mcpUrl, { method: 'POST' })).status).toBe(401);

    child.kill('SIGTERM');
    expect((await ended).exitCode).toBe(0);
    expect(await stillTaken(ports)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'Ctrl-C while the apps are starting leaves nothing running',
  async () => {
    const ports = await freePorts();
    const { child, printed, ended } = start(ports);
    await printed('Starting the authorization server');
    child.kill('SIGINT');

    const { exitCode, output } = await ended;
    expect(exitCode).toBe(0);
    expect(output).not.toContain('Gatehouse is ready');
    expect(await stillTaken(ports)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'killed outright, it takes every process with it',
  async () => {
    const ports = await freePorts();
    const { child, printed, ended } = start(ports);
    await printed('Ctrl-C stops everything.');
    child.kill('SIGKILL');
    // The output closes once the last process that writes to it has ended.
    await ended;

    await expect.poll(() => stillTaken(ports), { timeout: 60_000 }).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a taken port is one sentence, before anything is started',
  async () => {
    const ports = await freePorts();
    const squatter = createServer();
    await new Promise((resolve) =>
      squatter.listen(Number(ports.MCP_PORT), '127.0.0.1', () => resolve(0)),
    );
    const { exitCode, output } = await start(ports).ended;
    await new Promise((resolve) => squatter.close(resolve));

    expect(exitCode).toBe(1);
    expect(output.trim()).toBe(
      `Port ${ports.MCP_PORT} (MCP server) is taken by another program: stop it, or set MCP_PORT to another port.`,
    );
  },
  PATIENCE_MS,
);

test(
  'credentials that are half there, or misspelt, are named and not passed over for emulators',
  async () => {
    const ports = await freePorts();
    const half = { ...ports, GITHUB_CLIENTID: 'not-told', GITHUB_CLIENT_SECRET: 'not-told' };
    const { exitCode, output } = await start(half).ended;
    expect(exitCode).toBe(1);
    expect(output).toMatch(/auth +│ GITHUB_CLIENT_ID is not set, but GITHUB_CLIENT_SECRET is\./);
    expect(output).toMatch(/auth +│ GITHUB_CLIENTID is set, and nothing reads it/);
    expect(output).not.toContain('emulating');

    const misspelt = start({ ...ports, GITHUB_CLIENTID: 'not-told' });
    const told = await misspelt.printed('emulating GitHub');
    misspelt.child.kill('SIGTERM');
    await misspelt.ended;
    expect(told).toContain(
      'GITHUB_CLIENTID is set, and nothing reads it: name it GITHUB_CLIENT_ID',
    );
    expect(output + told).not.toContain('not-told');
  },
  PATIENCE_MS,
);

test(
  'faulty variables are all named by the app, and everything else is stopped',
  async () => {
    const ports = await freePorts();
    const faulty = { ...ports, REGISTRATION: 'sometimes', ACCESS_TOKEN_LIFETIME: 'long' };
    const { exitCode, output } = await start(faulty).ended;

    expect(exitCode).toBe(1);
    expect(output).toMatch(/auth +│ REGISTRATION is "sometimes"/);
    expect(output).toMatch(/auth +│ ACCESS_TOKEN_LIFETIME is "long"/);
    expect(await stillTaken(ports)).toEqual([]);
  },
  PATIENCE_MS,
);
