import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { emptyDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runAuth } from './actors/auth-process.ts';
import { Gatehouse } from './actors/gatehouse.ts';

const newKey = () => randomBytes(32).toString('base64url');
const STACK_TRACE = /\n\s+at |node:internal|\bError:/;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-commands-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const gatehouse = (env: Readonly<Record<string, string>>) => new Gatehouse(env, folder);

test('gatehouse alone prints what there is, and --version what was built', async () => {
  const help = await gatehouse({}).run();
  expect(help).toMatchObject({ exitCode: 0, stderr: '' });
  expect(help.stdout).toMatch(/^Usage: gatehouse /);
  const { exitCode, stdout } = await gatehouse({}).run('--version');
  const words = /^gatehouse \d+\.\d+\.\d+, built from .+, on Node v\d/;
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(words)]);
});

test('gatehouse token is of the server that the variables are for', async () => {
  const issuerOf = async (env: Record<string, string>, ...args: string[]) => {
    const made = await gatehouse(env).json<{ access_token: string }>(
      'token',
      '--audience',
      ' x\n',
      ...args,
    );
    const [, claims = ''] = made.access_token.split('.');
    return JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
  };
  const own = { PUBLIC_URL: 'https://auth.example.com' };
  expect(await issuerOf(own)).toMatchObject({ iss: 'https://auth.example.com', aud: 'x' });
  expect(await issuerOf({})).toMatchObject({ iss: 'http://localhost:3000' });
  expect(await issuerOf(own, '--issuer', 'our-tool')).toMatchObject({ iss: 'our-tool' });
  const wrong = await gatehouse({ PUBLIC_URL: 'nonsense' }).run('token', '--audience', 'x');
  expect([wrong.exitCode, wrong.stdout]).toEqual([78, '']);
});

describe('gatehouse database migrate', () => {
  test('makes a new database on a server, from two processes at once, and then commands work', async () => {
    const DATABASE_URL = await emptyDatabaseUrl();
    const env = { DATABASE_URL, GATEHOUSE_DATA_DIR: join(folder, 'secrets') };
    const early = await gatehouse(env).run('clients', 'list');
    expect([early.exitCode, early.stderr]).toEqual([
      1,
      expect.stringMatching(
        /^The database is empty, or older than this command\.\n`gatehouse database migrate`/,
      ),
    ]);
    const both = await Promise.all([
      gatehouse(env).run('database', 'migrate'),
      gatehouse(env).run('database', 'migrate', '--json'),
    ]);
    expect(both.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const again = await gatehouse(env).run('database', 'migrate');
    expect(again).toMatchObject({ exitCode: 0, stdout: 'The database is up to date.\n' });
    expect(await gatehouse(env).json('database', 'migrate')).toEqual({ applied: [] });
    expect((await gatehouse(env).run('clients', 'list')).stdout).toBe('There are no clients.\n');
    const RESOURCES = 'https://mcp.example/mcp';
    const add = ['clients', 'add', 'One', '--resource', RESOURCES];
    const yet = await gatehouse({ ...env, RESOURCES }).run(...add);
    expect(yet.stderr).toMatch(/is not a resource of this server\.\nRESOURCES names it, .*start/);
  });

  test('makes an embedded one, which is exported and imported through pipes', async () => {
    const env = { GATEHOUSE_DATA_DIR: join(folder, 'embedded') };
    const made = await gatehouse(env).run('database', 'migrate');
    expect(made.stdout).toMatch(/^Brought the database up to date: 2026\w+/);
    await gatehouse(env).json('resources', 'add', 'http://localhost:8000/mcp', '--offline');
    const added = await gatehouse(env).json<{ client_id: string }>(
      'clients',
      'add',
      'One',
      '--resource',
      'http://localhost:8000/mcp',
    );
    const exported = await gatehouse(env).pipe(undefined, 'database', 'export', '-', '--json');
    expect(exported.exitCode).toBe(0);
    expect(JSON.parse(exported.stderr)).toMatchObject({ file: null, rows: { clients: 1 } });

    const copy = { GATEHOUSE_DATA_DIR: join(folder, 'copy') };
    const cut = exported.stdout.subarray(0, exported.stdout.length - 9);
    for (const input of [undefined, cut]) {
      const refused = await gatehouse(copy).pipe(input, 'database', 'import', '-');
      expect([refused.exitCode, refused.stdout.toString()]).toEqual([1, '']);
      expect(refused.stderr).toMatch(/^The export cannot be used: .+\n.+\n$(?![^])/m);
    }
    const imported = await gatehouse(copy).pipe(exported.stdout, 'database', 'import', '-');
    expect([imported.exitCode, imported.stderr]).toEqual([0, '']);
    // The keys are those of the other one.
    const foreign = await gatehouse({ ...copy, ENCRYPTION_KEYS: newKey() }).run('clients', 'list');
    expect(foreign).toMatchObject({ exitCode: 78, stdout: '' });
    expect(foreign.stderr).toMatch(/^ENCRYPTION_KEYS does not hold the key [^\n]+\n$/);
    expect(added.client_id).toMatch(/^client_/);
  }, 300_000);

  test('makes none in production that nobody asked for', async () => {
    const env = { NODE_ENV: 'production', GATEHOUSE_DATA_DIR: join(folder, 'unwanted') };
    for (const verb of [['migrate'], ['import', '-']]) {
      const { exitCode, stderr } = await gatehouse(env).run('database', ...verb);
      expect([exitCode, stderr]).toEqual([
        78,
        expect.stringMatching(/^DATABASE_URL is not set in production\./),
      ]);
    }
    await expect(readdir(join(folder, 'unwanted'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('says what is wrong with a server in sentences', async () => {
    const nobody = 'postgresql://x:not-told@127.0.0.1:1/x';
    const { exitCode, stdout, stderr } = await gatehouse({ DATABASE_URL: nobody }).run(
      'database',
      'migrate',
    );
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The database at 127\.0\.0\.1:1\/x cannot be reached: .+\n.+\n$/);
    expect(stderr).not.toMatch(/not-told/);
  });
});

test('keys that do not open what is in the database end the server in one sentence, with 78', async () => {
  const DATABASE_URL = await emptyDatabaseUrl();
  const rings = () => ({ ENCRYPTION_KEYS: newKey(), COOKIE_KEYS: newKey() });
  const env = { DATABASE_URL, ...rings(), GATEHOUSE_DATA_DIR: folder };
  await gatehouse(env).json('database', 'migrate');
  // No server has made signing keys yet: a secret of a client is what there is.
  await gatehouse(env).json('resources', 'add', 'http://localhost:8000/mcp', '--offline');
  const add = ['clients', 'add', 'One', '--resource', 'http://localhost:8000/mcp'];
  await gatehouse(env).json(...add);
  const { exitCode, output } = await runAuth({ DATABASE_URL, ...rings(), LOG_LEVEL: 'silent' });
  expect([exitCode, output]).toEqual([
    78,
    expect.stringMatching(/^ENCRYPTION_KEYS does not hold the key [^\n]+\n$/),
  ]);
  const command = await gatehouse({ ...env, ...rings() }).run(...add);
  expect([command.exitCode, command.stdout, command.stderr]).toEqual([78, '', output]);
});

test('a name that is nearly right is told by commands and at boot', async () => {
  const { stderr } = await gatehouse({ DATABASE_URI: 'not-told' }).run('clients', 'list');
  expect(stderr).toMatch(/^DATABASE_URI is set, and nothing reads it: DATABASE_URL is not set\./);
  expect(stderr).not.toMatch(/not-told/);
  const { exitCode, output } = await runAuth({
    PUBLIC_URL: 'https://auth.example.com',
    DATABASE_URI: 'not-told',
    REGISTRATIONS: 'off',
    GITHUB_CLIENTID: 'not-told',
  });
  expect(exitCode).toBe(78);
  for (const name of ['DATABASE_URI', 'REGISTRATIONS', 'GITHUB_CLIENTID']) {
    expect(output).toMatch(new RegExp(`^${name} is set, and nothing reads it`, 'm'));
  }
  expect(output).not.toMatch(/not-told/);
});

describe('an export from a server that never comes to its end', () => {
  /** A server that has the database open, and sends the beginning of an export. */
  async function openServer(end: (response: { destroy(): void }) => void): Promise<string> {
    const directory = await mkdtemp(join(folder, 'served-'));
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/gzip' });
      response.write(Buffer.from('1f8b0800000000000003', 'hex'), () => end(response));
    });
    server.listen(join(directory, 'control.sock'));
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return directory;
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('leaves nothing when %s ends it', async (signal, expected) => {
    const GATEHOUSE_DATA_DIR = await openServer(() => {});
    const target = await mkdtemp(join(folder, 'target-'));
    const child = gatehouse({ GATEHOUSE_DATA_DIR }).start(
      'database',
      'export',
      join(target, 'x.gz'),
    );
    const told = child.stderr.setEncoding('utf8').toArray();
    await expect.poll(() => readdir(target), { timeout: 60_000 }).toHaveLength(1);
    child.kill(signal);
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([expected, null]);
    expect((await told).join('')).toMatch(/^The export was interrupted.*\n.*\n$/);
    expect(await readdir(target)).toEqual([]);
  });

  test('nor when the server goes away: a sentence, to a file and to a pipe', async () => {
    const GATEHOUSE_DATA_DIR = await openServer((response) => response.destroy());
    const target = await mkdtemp(join(folder, 'target-'));
    for (const where of [join(target, 'x.gz'), '-']) {
      const { exitCode, stderr } = await gatehouse({ GATEHOUSE_DATA_DIR }).run(
        'database',
        'export',
        where,
      );
      expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^The server ended.*\n.*\n$/)]);
    }
    expect(await readdir(target)).toEqual([]);
  });

  test('nor where the folder is missing, however often', async () => {
    const GATEHOUSE_DATA_DIR = await openServer(() => {});
    await mkdir(join(folder, 'here'), { recursive: true });
    const file = join(folder, 'absent', 'x.gz');
    for (let turn = 0; turn < 5; turn += 1) {
      const { exitCode, stderr } = await gatehouse({ GATEHOUSE_DATA_DIR }).run(
        'database',
        'export',
        file,
      );
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/cannot be used: ENOENT.*\nName a file in a directory that exists/);
      expect(stderr).not.toMatch(STACK_TRACE);
    }
  });
});
