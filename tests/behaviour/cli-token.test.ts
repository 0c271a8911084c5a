import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSPKI, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Gatehouse } from './actors/gatehouse.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-token-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('gatehouse token', () => {
  test('prints a token and the key that verifies it, without a database', async () => {
    const nowhere = new Gatehouse({}, folder);
    const made = await nowhere.json<{ access_token: string; public_key_pem: string }>(
      'token',
      '--audience',
      'http://localhost:8000/mcp',
      '--subject',
      'ada',
      '--scope',
      'mcp:read',
      '--scope',
      'mcp:write',
      '--expires-in',
      '2m',
    );
    const key = await importSPKI(made.public_key_pem, 'ES256');
    const { payload, protectedHeader } = await jwtVerify(made.access_token, key, {
      issuer: 'http://localhost:3000',
      audience: 'http://localhost:8000/mcp',
      typ: 'at+jwt',
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ sub: 'ada', scope: 'mcp:read mcp:write' });
    expect(payload.exp! - payload.iat!).toBe(120);
  });

  test('needs an audience, and a duration that is one', async () => {
    const nowhere = new Gatehouse({}, folder);
    expect((await nowhere.run('token')).exitCode).toBe(2);
    const { exitCode, stderr } = await nowhere.run('token', '--audience', 'a', '--expires-in', 'x');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is no duration')]);
  });
});
