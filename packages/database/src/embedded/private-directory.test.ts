import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../open.ts';
import { runScript } from '../testing/run-script.ts';
import { narrowDataDirectory, replaceableIn } from './private-directory.ts';

let folder: string;
let directory: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-private-'));
  directory = path.join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The id of another user of this machine. Only root can give files to them. */
const SOMEBODY = 65_534;
const isRoot = process.getuid?.() === 0;

const mode = (file: string) => (statSync(file).mode & 0o7777).toString(8);

/** Files below a directory that other users may read or change. */
function open(below: string): string[] {
  return [below, ...readdirSync(below, { recursive: true, encoding: 'utf8' })]
    .map((name, index) => (index === 0 ? name : path.join(below, name)))
    .filter((file) => !lstatSync(file).isSymbolicLink() && (statSync(file).mode & 0o077) !== 0);
}

function widen(below: string): void {
  chmodSync(below, 0o777);
  for (const name of readdirSync(below, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(below, name);
    chmodSync(file, statSync(file).isDirectory() ? 0o777 : 0o666);
  }
}

describe('an embedded directory that others could read and write', () => {
  let made: string;
  let everMade: string[];
  beforeAll(async () => {
    made = path.join(mkdtempSync(path.join(tmpdir(), 'gatehouse-private-')), 'data');
    // Like a container or a supervisor that sets no umask.
    const umask = 'process.umask(0);';
    const script = runScript(
      `${umask} await (await openDatabase({ dataDirectory: process.argv[1] })).close();`,
      made,
    );
    await script.ended();
    everMade = open(made);
  });
  afterAll(() => rmSync(path.dirname(made), { recursive: true, force: true }));

  it('is not made so, whatever the umask', () => {
    expect(everMade).toEqual([]);
    expect(mode(made)).toBe('700');
    expect(mode(path.join(made, 'postgres', 'PG_VERSION'))).toBe('600');
  });

  it('is narrowed when it is opened, with everything in it, through a link too', async () => {
    cpSync(made, directory, { recursive: true });
    widen(directory);
    // A file of an interrupted start, and one of the operator's own.
    const [draft, notes] = ['postgres.json.new', 'notes.txt'].map((n) => path.join(directory, n));
    for (const file of [draft!, notes!]) {
      writeFileSync(file, '');
      chmodSync(file, 0o644);
    }
    const link = path.join(folder, 'link');
    symlinkSync(directory, link);
    chmodSync(folder, 0o777);
    const notices: string[] = [];
    const onNotice = (notice: string) => notices.push(notice);
    const database = await openDatabase({ dataDirectory: link, onNotice });
    expect(mode(directory)).toBe('700');
    expect(open(directory)).toEqual([notes]);
    expect(notices).toEqual([expect.stringContaining(`because ${folder} can be written by all`)]);
    expect(await database.pendingMigrations()).toEqual([]);
    await database.close();
    expect(open(directory)).toEqual([notes]);
  });

  it.runIf(isRoot)('is refused to a user who cannot narrow it, in a sentence', async () => {
    mkdirSync(directory, { mode: 0o770 });
    chownSync(directory, 0, SOMEBODY);
    chmodSync(directory, 0o2770);
    chmodSync(folder, 0o755);
    const script = runScript(
      `process.setgid(${SOMEBODY}); process.setuid(${SOMEBODY});
       await openDatabase({ dataDirectory: process.argv[1] }).catch((error) =>
         console.log(error.code, error.message, error.remedy));`,
      directory,
    );
    const { output } = await script.ended();
    expect(output).toContain(`directory_exposed The data directory ${directory} is open to other`);
    expect(output).toContain('cannot be closed to them (data: EPERM). Give it to the user');
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('narrowing', () => {
  it('does not close a directory that others use: sticky, or full of other things', () => {
    mkdirSync(directory);
    chmodSync(directory, 0o1777);
    expect(narrowDataDirectory(directory)).toMatchObject({
      remedy: expect.stringContaining('Name a directory of its own') as string,
    });
    chmodSync(directory, 0o755);
    mkdirSync(path.join(directory, 'somebody'));
    expect(narrowDataDirectory(directory)?.problem).toContain('other things than Gatehouse’s');
    expect(mode(directory)).toBe('755');
    expect(mode(path.join(directory, 'somebody'))).toBe('755');
  });

  it('says which directory above lets anybody put another in the place of this', () => {
    mkdirSync(directory);
    expect(replaceableIn(directory)).toBeUndefined();
    chmodSync(folder, 0o777);
    expect(replaceableIn(path.join(directory, 'deeper'))).toBe(folder);
    chmodSync(folder, 0o1777);
    expect(replaceableIn(directory)).toBeUndefined();
  });

  it('takes an empty directory, one of an older start, and one that is private', () => {
    mkdirSync(directory, { mode: 0o755 });
    writeFileSync(path.join(directory, '.gitkeep'), '');
    expect(narrowDataDirectory(directory)).toBeUndefined();
    expect(mode(directory)).toBe('700');
    writeFileSync(path.join(directory, 'notes.txt'), '');
    expect(narrowDataDirectory(directory)).toBeUndefined();
    chmodSync(directory, 0o755);
    writeFileSync(path.join(directory, 'secrets.json'), '{}', { mode: 0o644 });
    expect(narrowDataDirectory(directory)).toBeUndefined();
    expect(mode(directory)).toBe('700');
    expect(mode(path.join(directory, 'secrets.json'))).toBe('600');
  });

  it('leaves alone what is no directory, and what is not there', () => {
    writeFileSync(path.join(folder, 'file'), '', { mode: 0o644 });
    expect(narrowDataDirectory(path.join(folder, 'file'))).toBeUndefined();
    expect(narrowDataDirectory(path.join(folder, 'file', 'data'))).toBeUndefined();
    expect(narrowDataDirectory(path.join(folder, 'absent'))).toBeUndefined();
    symlinkSync(path.join(folder, 'absent'), path.join(folder, 'dangling'));
    expect(narrowDataDirectory(path.join(folder, 'dangling'))).toBeUndefined();
    expect(mode(path.join(folder, 'file'))).toBe('644');
  });

  it.runIf(isRoot)('refuses what somebody else put there', () => {
    mkdirSync(directory, { mode: 0o777 });
    const secrets = path.join(directory, 'secrets.json');
    writeFileSync(secrets, '{}');
    chownSync(secrets, SOMEBODY, SOMEBODY);
    expect(narrowDataDirectory(directory)?.problem).toBe(
      'holds secrets.json, which belongs to another user',
    );
    rmSync(secrets);
    mkdirSync(path.join(directory, 'postgres', 'base'), { recursive: true });
    symlinkSync('/etc/passwd', path.join(directory, 'postgres', 'base', '1'));
    const before = mode('/etc/passwd');
    expect(narrowDataDirectory(directory)).toBeUndefined();
    expect(mode('/etc/passwd')).toBe(before);
  });

  it.runIf(isRoot)('refuses a directory, or a link, that a stranger made where all may', () => {
    chmodSync(folder, 0o1777);
    mkdirSync(directory, { mode: 0o700 });
    chownSync(directory, SOMEBODY, SOMEBODY);
    expect(narrowDataDirectory(directory)?.problem).toContain('belongs to another user');
    chmodSync(folder, 0o755);
    // Like a directory of the host, in a container that runs as root.
    expect(narrowDataDirectory(directory)).toBeUndefined();
  });
});
