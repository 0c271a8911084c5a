import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSettings } from './settings.mjs';
import { createStack } from './stack.mjs';

const IDLE = 'setInterval(() => {}, 1000);';
/** Writes what an app was given next to itself, then waits. */
const RECORD = `require('node:fs').writeFileSync(__filename + '.json', JSON.stringify({ pid: process.pid, env: process.env }));${IDLE}`;

let root = '';
/** @type {ReturnType<typeof createStack>} */
let stack;
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  root = mkdtempSync(join(tmpdir(), 'gatehouse-stack-'));
  stack = createStack({ root, say: () => {} });
});
afterEach(async () => {
  await stack.stop();
  rmSync(root, { recursive: true });
});

/**
 * @param {string} path
 * @param {string} text
 */
function program(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** @param {Record<string, string>} env */
async function start(env) {
  await stack.start({ node: process.execPath, env, settings: readSettings(env), watch: false });
}

/** @param {string} app */
async function recorded(app) {
  const file = join(root, 'apps', app, 'dist', 'main.js.json');
  const { readFileSync } = await import('node:fs');
  return vi.waitFor(() => JSON.parse(readFileSync(file, 'utf8')), 20_000);
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the authorization server is pointed at the emulators; the MCP server at the issuer', async () => {
  program('packages/emulators/src/main.ts', `process.send({ GITHUB_URL: 'emulated' });${IDLE}`);
  program('apps/auth/dist/main.js', RECORD);
  program('apps/mcp/dist/main.js', RECORD);
  await start({ MCP_PORT: '8123', PORT: '3123', OPERATIONS_PORT: '9123' });

  const auth = await recorded('auth');
  const mcp = await recorded('mcp');
  expect(auth.env).toMatchObject({
    GITHUB_URL: 'emulated',
    RESOURCES: 'http://localhost:8123/mcp',
    PORT: '3123',
    OPERATIONS_PORT: '9123',
  });
  expect(mcp.env).toMatchObject({
    AUTH_ISSUER: 'http://localhost:3000',
    AUTH_AUDIENCE: 'http://localhost:8123/mcp',
    PORT: '8123',
    OPERATIONS_PORT: '9465',
  });
});

test('in production no emulator is started, and the apps are told nothing', async () => {
  program('packages/emulators/src/main.ts', `process.send({ GITHUB_URL: 'emulated' });${IDLE}`);
  program('apps/auth/dist/main.js', RECORD);
  program('apps/mcp/dist/main.js', RECORD);
  await start({ NODE_ENV: 'production' });

  expect((await recorded('auth')).env).not.toHaveProperty('GITHUB_URL');
  expect((await recorded('mcp')).env).not.toHaveProperty('AUTH_ISSUER');
});

test('stopping ends every process', async () => {
  program('apps/auth/dist/main.js', RECORD);
  program(
    'apps/mcp/dist/main.js',
    `process.on('SIGTERM', () => setTimeout(() => process.exit(), 200));${RECORD}`,
  );
  await start({ GITHUB_CLIENT_ID: 'id' });
  const pids = [(await recorded('auth')).pid, (await recorded('mcp')).pid];
  expect(pids.map(isRunning)).toEqual([true, true]);

  await stack.stop();
  expect(pids.map(isRunning)).toEqual([false, false]);
});

test('a service that ends by itself is named with its exit code', async () => {
  program(
    'apps/auth/dist/main.js',
    `console.error('PUBLIC_URL is wrong.'); process.exitCode = 78;`,
  );
  program('apps/mcp/dist/main.js', IDLE);
  const ended = stack.endOfAny(new AbortController().signal);
  await start({ GITHUB_CLIENT_ID: 'id' });

  await expect(ended).rejects.toThrow('auth ended (exit code 78); everything else was stopped.');
  expect(console.log).toHaveBeenCalledWith('auth      │ PUBLIC_URL is wrong.');
});

test('the faults of both apps are shown, whichever is faster', async () => {
  program(
    'apps/auth/dist/main.js',
    `setTimeout(() => { console.error('ADMIT is wrong.'); process.exitCode = 78; }, 300);`,
  );
  program('apps/mcp/dist/main.js', `console.error('PORT is wrong.'); process.exitCode = 78;`);
  const ended = stack.endOfAny(new AbortController().signal);
  await start({ GITHUB_CLIENT_ID: 'id' });

  await expect(ended).rejects.toThrow('ended (exit code 78)');
  expect(console.log).toHaveBeenCalledWith('mcp       │ PORT is wrong.');
  expect(console.log).toHaveBeenCalledWith('auth      │ ADMIT is wrong.');
});

test('emulators that do not come up end the start', async () => {
  program('packages/emulators/src/main.ts', 'process.exitCode = 1;');
  await expect(start({})).rejects.toThrow('emulators ended before it was ready.');
});
