import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reading, told } from '../reading.fixture.ts';
import { GIF, png, SVG, WEBP } from './images.fixture.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-logo-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function write(content: string | Buffer, name = 'logo.jpg'): void {
  writeFileSync(join(directory, name), content);
}

function faults(content?: string | Buffer): string[] {
  if (content !== undefined) write(content);
  return told({ BRAND_NAME: 'Engines', BRAND_LOGO: 'logo.jpg' }, { directory });
}

describe('a logo', () => {
  test.each([
    ['SVG', Buffer.from(SVG), { contentType: 'image/svg+xml', extension: 'svg', width: 200 }],
    ['PNG', png(30, 20), { contentType: 'image/png', extension: 'png', width: 30, height: 20 }],
    ['WebP', WEBP, { contentType: 'image/webp', extension: 'webp', width: 1, height: 1 }],
  ])('is %s by its content, whatever it is called', (_, body, logo) => {
    write(body);
    const read = reading({ BRAND_NAME: 'Engines', BRAND_LOGO: 'logo.jpg' }, { directory });
    expect(read).toMatchObject({ operator: { logo: { ...logo, body } }, faults: [] });
  });

  test.each([
    [
      'an XML declaration, a comment and a doctype',
      `<?xml version="1.0"?><!-- x --><!DOCTYPE svg>${SVG}`,
    ],
    ['a byte order mark', `\uFEFF${SVG}`],
    ['a size alone', '<svg xmlns="http://www.w3.org/2000/svg" width="20px" height="10"/>'],
    ['a prefix', '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0,0,2,1"/>'],
  ])('may be an SVG with %s', (_, svg) => {
    expect(faults(svg)).toEqual([]);
    const { logo } = reading({ BRAND_NAME: 'x', BRAND_LOGO: 'logo.jpg' }, { directory }).operator;
    expect((logo?.width ?? 0) / (logo?.height ?? 0)).toBe(2);
  });

  test.each([
    ['', 'empty file'],
    [GIF, 'but GIF'],
    ['hello', 'none of SVG, PNG and WebP'],
    ['<!doctype html><html><body></body></html>', 'none of SVG, PNG and WebP'],
    ['<html xmlns="http://www.w3.org/1999/xhtml"/>', 'none of SVG, PNG and WebP'],
    [Buffer.from([0xff, 0xfe, 0, 0]), 'none of SVG, PNG and WebP'],
    [png(30, 20).subarray(0, 40), 'a PNG that is not whole'],
    [png(30, 20).subarray(0, 12), 'a PNG that is not whole'],
    [WEBP.subarray(0, -4), 'a WebP that is not whole'],
    [SVG.replace('xmlns', 'data-xmlns'), 'lacks xmlns='],
    [SVG.replace('</svg>', ''), 'no well-formed XML'],
    [SVG.replace('/>', ' fill=red/>'), 'no well-formed XML (1:'],
    [SVG.replace('/>', ' id="&x;"/>'), 'no well-formed XML'],
    [Buffer.from(SVG.replace('circle', 'caf\u00E9'), 'latin1'), 'none of SVG'],
    [SVG.replace('viewBox="0 0 200 100"', ''), 'without a viewBox'],
    [SVG.replace('0 0 200 100', '0 0 0 100'), 'without a viewBox'],
    [SVG.replace('0 0 200 100', '0 0 Infinity 100'), 'without a viewBox'],
    [SVG.replace('0 0 200 100', '0 0 1e999 1e999'), 'without a viewBox'],
  ])('is not %.40s', (content, problem) => {
    expect(faults(content)).toEqual([expect.stringContaining(problem)]);
  });

  test('has up to 100 kB, and a larger one is refused with its size', () => {
    const padded = (bytes: number) =>
      SVG.replace('</svg>', `${' '.repeat(bytes - SVG.length)}</svg>`);
    expect(faults(padded(100_000))).toEqual([]);
    expect(faults(padded(100_001))).toEqual([expect.stringContaining('101 kB')]);
  });

  test.each(['https://example.com/logo.svg', 'data:image/svg+xml,x'])('is not %s', (BRAND_LOGO) => {
    expect(told({ BRAND_NAME: 'x', BRAND_LOGO })).toEqual([
      expect.stringContaining('is an address, and no file'),
    ]);
  });

  test('that is not there, or cannot be read, is a fault with its path', () => {
    const at = (BRAND_LOGO: string) => told({ BRAND_NAME: 'x', BRAND_LOGO }, { directory });
    expect(at('nowhere.svg')).toEqual([
      `BRAND_LOGO names a file that is not there: "${join(directory, 'nowhere.svg')}". Set it to the path of an SVG, a PNG or a WebP file of up to 100 kB.`,
    ]);
    mkdirSync(join(directory, 'folder'));
    expect(at('folder')).toEqual([expect.stringContaining('names a directory')]);
    symlinkSync('loop', join(directory, 'loop'));
    expect(at('loop')).toEqual([expect.stringContaining('cannot be read (ELOOP)')]);
    // Neither ends: a pipe that nobody writes to, and a device.
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    expect(at('pipe')).toEqual([expect.stringContaining('is no file')]);
    expect(at('/dev/zero')).toEqual([expect.stringContaining('is no file')]);
  });

  test.skipIf(process.getuid?.() === 0)('of somebody else is a fault', () => {
    write(SVG, 'closed.svg');
    chmodSync(join(directory, 'closed.svg'), 0);
    expect(told({ BRAND_NAME: 'x', BRAND_LOGO: 'closed.svg' }, { directory })).toEqual([
      expect.stringContaining('cannot be read (EACCES)'),
    ]);
  });

  test('without a name is a fault: it would stand beside the name of the software', () => {
    write(SVG);
    expect(told({ BRAND_LOGO: 'logo.jpg' }, { directory })).toEqual([
      expect.stringContaining('BRAND_NAME is not set, and BRAND_LOGO is'),
    ]);
  });
});
