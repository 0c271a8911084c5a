import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const program = (path: string) => fileURLToPath(new URL(`../../apps/${path}`, import.meta.url));
const AUTH = program('auth/dist/main.js');
const MCP = program('mcp/dist/main.js');
const CLI = program('auth/dist/cli.js');

/** Nothing listens there. */
const DATABASE_URL = 'postgresql://x:not-told@127.0.0.1:1/x';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-built-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: directory,
    env,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, stdout, stderr };
}

describe('a .env in the working directory, which a built app does not read', () => {
  const notRead = (names: string) =>
    `There is a .env here that was not read (it sets ${names}): start with node --env-file=.env …`;
  beforeEach(() => {
    writeFileSync(
      join(directory, '.env'),
      `PUBLIC_URL=https://not-told.example\nAUTH_AUDIENCE=https://not-told.example/mcp\nDATABASE_URL=${DATABASE_URL}\n`,
    );
  });

  test('is named in the log of the authorization server', () => {
    const { status, stdout } = start([AUTH], { DATABASE_URL });
    const [first = ''] = stdout.split('\n');
    expect([status, JSON.parse(first)]).toEqual([
      1,
      expect.objectContaining({ level: 40, msg: notRead('PUBLIC_URL') }),
    ]);
    expect(stdout).not.toContain('not-told');
  });

  test('is named in the log of the MCP server', () => {
    // An address that no machine has (RFC 5737), so that it ends by itself.
    const { status, stdout } = start([MCP], { HOST: '192.0.2.1' });
    expect(status).toBe(1);
    expect(stdout).toContain(notRead('AUTH_AUDIENCE'));
    expect(stdout).not.toContain('not-told');
  });

  test('is named after the faults, where it may be the reason for them', () => {
    for (const app of [AUTH, MCP]) {
      const { status, stderr } = start([app], { NODE_ENV: 'production', PORT: 'x' });
      expect(status).toBe(78);
      expect(stderr).toMatch(/There is a \.env here that was not read .+\n$/);
      expect(stderr).not.toContain('not-told');
    }
  });

  test('is named by commands', () => {
    const { stderr } = start([CLI, 'clients', 'list'], {});
    expect(stderr).toContain(`${notRead('DATABASE_URL, PUBLIC_URL')}\n`);
  });

  test('is not named once it is read', () => {
    for (const args of [[AUTH], [CLI, 'clients', 'list']]) {
      const { stdout, stderr } = start(['--env-file=.env', ...args], { NODE_ENV: 'development' });
      expect(stdout + stderr).not.toContain('was not read');
    }
  });
});

test.each([AUTH, MCP, CLI])(
  'a Node that is too old is refused before anything else is loaded',
  (app) => {
    const old = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });
      process.on('exit', () => console.log(process.moduleLoadList.includes('NativeModule http')));`;
    const { status, stdout, stderr } = start([`--import=data:text/javascript,${old}`, app], {
      PORT: 'nonsense',
    });
    expect(stderr).toBe(
      'Node 20.20.2 is too old: install Node 22.18 or newer (https://nodejs.org) and start with that.\n',
    );
    expect([status, stdout]).toEqual([78, 'false\n']);
  },
);
