import { describeOnServer } from '@gatehouse/database/testing';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { tokenHash } from '../storage/token-hash.ts';
import { TestClient } from './testing/test-client.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const MINUTE = 60_000;

describeOnServer('a server whose clock differs from the database’s', (open) => {
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    server = await startTestServer(await open());
    client = await TestClient.register(server);
  });
  afterEach(() => vi.useRealTimers());
  afterAll(() => server.close());

  /** Only what the process reads as the time of day; timers go on. */
  const clockDiffersBy = (milliseconds: number) =>
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
  const expire = (kind: string, value: string) =>
    server.storage.database.prisma.artifact.update({
      where: { kind_idHash: { kind, idHash: tokenHash(value) } },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });

  test('accepts a code and a refresh token that the database knows to be alive', async () => {
    const code = await client.obtainCode();
    clockDiffersBy(5 * MINUTE);
    const tokens = await client.exchange(code);
    expect(tokens.status).toBe(200);
    clockDiffersBy(-10 * MINUTE);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
  });

  test('refuses what the database knows to be over', async () => {
    const code = await client.obtainCode();
    const { refresh_token: refreshToken } = await client.signIn();
    await expire('AuthorizationCode', code.code);
    await expire('RefreshToken', refreshToken);
    clockDiffersBy(-5 * MINUTE);
    expect((await client.exchange(code)).error).toBe('invalid_grant');
    expect((await client.refresh(refreshToken)).error).toBe('invalid_grant');
  });

  test('finishes an interaction and keeps a session', async () => {
    await client.signIn();
    clockDiffersBy(5 * MINUTE);
    expect((await client.exchange(await client.obtainCode())).status).toBe(200);
  });
});
