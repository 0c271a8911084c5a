import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { saveExport } from './file.ts';
import { pipeExport } from './pipe.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-broken-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const drafts = () => readdirSync(folder);

/** An export that has begun, and of which no more comes until somebody says so. */
function begun(): PassThrough {
  const content = new PassThrough();
  content.write(gzipSync('{"format":"gatehouse-export"').subarray(0, 20));
  return content;
}

it('an export that is interrupted leaves no file and no draft', async () => {
  const stopping = new AbortController();
  const saving = saveExport(path.join(folder, 'file.gz'), begun(), stopping.signal);
  await expect.poll(drafts).toHaveLength(1);
  stopping.abort();
  await expect(saving).rejects.toMatchObject({ code: 'interrupted', remedy: expect.any(String) });
  expect(drafts()).toEqual([]);
});

it('nor does one whose server ends in the middle', async () => {
  const content = begun();
  const saving = saveExport(path.join(folder, 'file.gz'), content);
  await expect.poll(drafts).toHaveLength(1);
  content.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  await expect(saving).rejects.toMatchObject({
    code: 'export_damaged',
    message: 'The server ended before the export was complete.',
  });
  expect(drafts()).toEqual([]);
});

it('a folder that is missing is told as that, however fast the content comes', async () => {
  const file = path.join(folder, 'absent', 'file.gz');
  for (const content of [begun, () => Readable.from([]), failing]) {
    await expect(saveExport(file, content())).rejects.toMatchObject({
      code: 'file_refused',
      message: expect.stringContaining(`${file} cannot be used: ENOENT`),
    });
  }
});

function failing(): Readable {
  const content = new PassThrough();
  content.destroy(new Error('nobody takes it'));
  return content;
}

it('a pipe gets what comes, and the command fails where that is not whole', async () => {
  const output = new PassThrough();
  const content = Readable.from([gzipSync('{"format":"gatehouse-export","version":1}\n')]);
  await expect(pipeExport(output, content)).rejects.toMatchObject({ code: 'export_damaged' });
  expect(output.readableLength).toBeGreaterThan(0);
});

it('a pipe that nobody reads any more ends in a sentence', async () => {
  const closed = new Writable({
    write: (_chunk, _encoding, done) =>
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' })),
  });
  await expect(pipeExport(closed, begun())).rejects.toMatchObject({
    code: 'file_refused',
    message: 'Standard output cannot be used: write EPIPE.',
  });
});
