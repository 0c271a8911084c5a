import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../open.ts';
import { runScript } from '../testing/run-script.ts';
import { checkRoom } from './disk-space.ts';

let made: string;
let directory: string;
beforeAll(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'gatehouse-full-'));
  await (await openDatabase({ dataDirectory: path.join(made, 'made') })).close();
});
beforeEach(() => {
  directory = mkdtempSync(path.join(made, 'copy-'));
  cpSync(path.join(made, 'made'), directory, { recursive: true });
});
afterAll(() => {
  rmSync(made, { recursive: true, force: true });
});

/**
 * Simulates a disk without space for files whose path matches `full`, because a test may not mount a
 * small disk. PGlite uses the disk only through these functions.
 */
const disk = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  let full;
  const paths = new Map();
  const { openSync, writeSync } = fs;
  fs.openSync = (file, ...rest) => {
    const descriptor = openSync(file, ...rest);
    paths.set(descriptor, String(file));
    return descriptor;
  };
  fs.writeSync = (descriptor, ...rest) => {
    if (!full?.test(paths.get(descriptor) ?? '')) return writeSync(descriptor, ...rest);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  syncBuiltinESMExports();
  const write = (id, size) =>
    database.query({ name: 'write', text: 'INSERT INTO users (id, name) VALUES ($1, $2)' }, [id, 'x'.repeat(size)]);
  const outcome = (writing) => writing.then(() => 'written', (error) => error.fault ?? error.code);
`;

describe('an embedded directory on a full disk', () => {
  it('refuses what does not fit, and goes on when there is room again', async () => {
    const { output, code } = await runScript(
      `${disk}
      const database = await openDatabase({ dataDirectory: process.argv[1] });
      await write('before', 10);
      full = /\\/base\\//;
      const refused = [];
      // Rows that fit into existing pages can still be written.
      for (let n = 0; n < 400 && !refused.includes('53100'); n += 1) refused.push(await outcome(write('full-' + n, 1000)));
      console.log('then: ' + refused.at(-1));
      full = undefined;
      console.log('after: ' + (await outcome(write('after', 10))));
      await database.close();`,
      directory,
    ).ended();
    expect(output).toContain('then: 53100');
    expect(output).toContain('after: written');
    expect(code).toBe(0);
    expect(await idsIn(directory)).toEqual(expect.arrayContaining(['before', 'after']));
  });

  it('ends its process in a sentence when the log has no room, and loses nothing', async () => {
    const running = runScript(
      `${disk}
      const database = await openDatabase({
        dataDirectory: process.argv[1],
        onFatal: ({ code, message, remedy }) => console.log('fatal ' + code + ': ' + message + ' ' + remedy),
      });
      await write('before', 10);
      await database.query({ name: 'switch', text: 'SELECT pg_switch_wal()' }, []);
      full = /xlogtemp/;
      // At once: statements that wait behind the failing one must not reach Postgres after its PANIC.
      const outcomes = await Promise.all(
        [1, 2, 3].map((n) => outcome(write('lost-' + n, 10))));
      console.log(outcomes.join());
      console.log(await outcome(database.prisma.user.count()) === 'written' ? 'answered' : 'refused');
      await database.close();
      console.log('closed');`,
      directory,
    );
    const hung = setTimeout(() => running.process.kill('SIGKILL'), 30_000);
    const { output } = await running.ended();
    clearTimeout(hung);
    expect(output).toContain(
      `fatal directory_full: The disk of the data directory ${directory} is full. Free at least`,
    );
    expect(output).toContain('directory_full,directory_full,directory_full\nrefused\nclosed\n');
    expect(await idsIn(directory)).toEqual(['before']);
  });

  it('is not called damaged when there is too little room to start', async () => {
    const starting = runScript(
      `import fs from 'node:fs/promises';
      import { syncBuiltinESMExports } from 'node:module';
      fs.statfs = async () => ({ bavail: 100, bsize: 4096 });
      syncBuiltinESMExports();
      await openDatabase({ dataDirectory: process.argv[1] }).catch(({ code, message }) => console.log(code, message));`,
      directory,
    );
    expect((await starting.ended()).output).toBe(
      `directory_full The disk of the data directory ${directory} is full.\n`,
    );
    await expect(checkRoom(directory, false)).resolves.toBeUndefined();
  });
});

async function idsIn(dataDirectory: string): Promise<string[]> {
  const database = await openDatabase({ dataDirectory });
  try {
    return (await database.prisma.user.findMany({ orderBy: { createdAt: 'asc' } })).map(
      ({ id }) => id,
    );
  } finally {
    await database.close();
  }
}
