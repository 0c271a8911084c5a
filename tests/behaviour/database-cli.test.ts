import { cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, type Tokens, tokensOf } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

/** A command in the folder of these tests. */
const gatehouse = (env: Readonly<Record<string, string>>, ...args: string[]) =>
  new Gatehouse(env, folder).run(...args);

let folder: string;
let stack: Stack;
let client: Client;
let tokens: Tokens;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({ dataTemplate, withMcp: false, auth: { RESOURCES } });
  client = await Client.register(stack.issuer);
  tokens = await client.obtainTokens(new Person(stack));
});
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('gatehouse database', () => {
  test('exports through the server that runs, which goes on refreshing meanwhile', async () => {
    const env = { GATEHOUSE_DATA_DIR: stack.dataDirectory };
    expect((await stat(join(stack.dataDirectory, 'control.sock'))).mode & 0o777).toBe(0o600);
    const exporting = new AbortController();
    const exported = gatehouse(env, 'database', 'export', 'running.gz', '--json').finally(() =>
      exporting.abort(),
    );
    do tokens = tokensOf(await client.refresh(tokens));
    while (!exporting.signal.aborted);
    const { exitCode, stdout, stderr } = await exported;
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      file: join(folder, 'running.gz'),
      source: { kind: 'embedded' },
      rows: { users: 1, clients: 1, grants: 1 },
    });
    expect((await stat(join(folder, 'running.gz'))).mode & 0o777).toBe(0o600);
  });

  test('does not overwrite, and says what to do', async () => {
    const env = { GATEHOUSE_DATA_DIR: stack.dataDirectory };
    expect(await gatehouse(env, 'database', 'export', 'running.gz')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `${join(folder, 'running.gz')} exists already.\nName another file, or remove that one.\n`,
    });
  });

  test('refuses to import while a server runs', async () => {
    const env = { GATEHOUSE_DATA_DIR: stack.dataDirectory };
    const { exitCode, stdout, stderr } = await gatehouse(env, 'database', 'import', 'running.gz');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/is in use by process \d+; .*\nStop that process first/);
  });

  test('brings an export into a new directory, where the server goes on', async () => {
    const moved = join(folder, 'moved');
    await mkdir(moved);
    await cp(join(stack.dataDirectory, 'secrets.json'), join(moved, 'secrets.json'));
    tokens = tokensOf(await client.refresh(tokens));
    await stack.auth.stop('SIGKILL');

    // A socket that a killed server left behind is passed over.
    const origin = { GATEHOUSE_DATA_DIR: stack.dataDirectory };
    const exported = await gatehouse(origin, 'database', 'export', 'stopped.gz');
    expect(exported.stdout).toMatch(/^Exported \d+ rows to .*\nSecrets in it are sealed/);

    const target = { GATEHOUSE_DATA_DIR: moved };
    const imported = await gatehouse(target, 'database', 'import', 'stopped.gz');
    expect(imported).toMatchObject({ exitCode: 0 });
    expect(imported.stdout).toMatch(/^Imported \d+ rows from/);

    await stack.auth.start(target);
    tokens = tokensOf(await client.refresh(tokens));
    await stack.auth.stop();
    const again = await gatehouse(target, 'database', 'import', 'stopped.gz');
    expect(again).toMatchObject({ exitCode: 1, stdout: '' });
    expect(again.stderr).toMatch(
      /^The database is not empty: there are rows in users\.\nImport into/,
    );
  }, 240_000);

  test('makes no database where there is none to export', async () => {
    const nothing = join(folder, 'nothing');
    const { exitCode, stderr } = await gatehouse(
      { GATEHOUSE_DATA_DIR: nothing },
      'database',
      'export',
      'nothing.gz',
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^There is no database in .*nothing\.\nStart the server once \(`npm start`\), or make one with `gatehouse database migrate`/,
    );
    await expect(stat(nothing)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('needs its own variables alone, and tells what is wrong with them', async () => {
    const { exitCode, stderr } = await gatehouse(
      { DATABASE_URL: 'mysql://x', PORT: 'nonsense' },
      'database',
      'export',
      'x.gz',
    );
    expect(exitCode).toBe(78);
    expect(stderr).toMatch(
      /^DATABASE_URL is not a Postgres connection string\. It reads [^\n]*\n$/,
    );
  });

  test.each([[['database', 'export']], [['database', 'sing', 'x']], [['datbase']], [['--jsn']]])(
    'answers the wrong usage %j with 2',
    async (args) => {
      const { exitCode, stdout, stderr } = await gatehouse({}, ...args);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).not.toBe('');
    },
  );
});
