import { COLOURS } from '@gatehouse/look';
import { expect, test } from 'vitest';
import type { Logo } from './logo/read-logo.ts';
import { fileHeaders, pageFiles } from './page-files.ts';
import type { Operator } from './read-operator.ts';
import { reading } from './reading.fixture.ts';

const filesOf = (operator: Partial<Operator>) =>
  pageFiles({ palette: COLOURS, ...operator }, (name, extension) => `/${name}.${extension}`);

const logo = (width: number, height: number, text = 'a'): Logo => ({
  contentType: 'image/webp',
  extension: 'webp',
  body: Buffer.from(text),
  width,
  height,
});

test('each file is at a path of its content, and pages are told of the logo’s', () => {
  const one = filesOf({ name: 'Engines', logo: logo(2, 1), privacy: 'https://example.com/p' });
  expect(one.files.map(({ path }) => path)).toEqual([
    expect.stringMatching(/^\/gatehouse-[\da-f]{16}\.css$/),
    expect.stringMatching(/^\/gatehouse-[\da-f]{16}\.svg$/),
    expect.stringMatching(/^\/logo-[\da-f]{16}\.webp$/),
  ]);
  expect(one.brand).toEqual({
    name: 'Engines',
    logo: { path: one.files[2]?.path, width: 56 },
    privacy: 'https://example.com/p',
  });
  expect(filesOf({ name: 'Engines', logo: logo(2, 1, 'b') }).brand.logo).not.toEqual(
    one.brand.logo,
  );
});

test('the stylesheet is in the operator’s colours, and so at another path', () => {
  const own = pageFiles(reading({ BRAND_ACCENT: '#7c3aed' }).operator, (name) => name);
  expect(own.stylesheet.body).toContain('--accent: #7c3aed');
  expect(own.stylesheet.path).not.toBe(
    pageFiles({ palette: COLOURS }, (name) => name).stylesheet.path,
  );
});

test.each([
  [28, 28, 28],
  [100, 50, 56],
  [1000, 10, 160],
  [1, 1000, 1],
])('an image of %i by %i is %i pixels wide', (width, height, shown) => {
  expect(filesOf({ name: 'Engines', logo: logo(width, height) }).brand.logo?.width).toBe(shown);
});

test('a logo that is about square is what a tab shows, and is served once', () => {
  const square = filesOf({ name: 'Engines', logo: logo(24, 20) });
  expect(square.icon.path).toBe(square.brand.logo?.path);
  expect(square.files).toHaveLength(2);
  const word = filesOf({ name: 'Engines', logo: logo(26, 20) });
  expect(word.icon.path).not.toBe(word.brand.logo?.path);
  expect(filesOf({}).files).toHaveLength(2);
});

test('a file that is opened by itself runs and loads nothing, and is no part of this origin', () => {
  expect(fileHeaders('image/svg+xml')).toEqual({
    'Content-Type': 'image/svg+xml',
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Content-Security-Policy':
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
});
