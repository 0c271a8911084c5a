import { request } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { type Parameters, tokensOf } from '../behaviour/actors/client.ts';
import { startWiredServer } from './wire/wired-server.ts';

const server = await startWiredServer();
const { proxy, stack, stored, client, person } = server;
afterAll(() => server.stop());

/** The client is gone when its request has been committed and its answer is on the way. */
async function tokenRequestOfAClientThatDies(parameters: Parameters): Promise<void> {
  const body = new URLSearchParams({ client_id: client.clientId, ...parameters });
  const url = new URL('/token', stack.issuer);
  const asked = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  asked.on('error', () => {});
  // The first loads, the second commits: tests/behaviour/round-trips.test.ts.
  const committed = proxy.hold(2);
  asked.end(body.toString());
  await committed;
  asked.destroy();
  proxy.release();
}

test('a refresh whose answer is lost on the way to its client is answered when it comes again', async () => {
  const first = await client.obtainTokens(person);
  await tokenRequestOfAClientThatDies({
    grant_type: 'refresh_token',
    refresh_token: first.refresh_token,
  });
  expect(await stored.isUsed(first.refresh_token)).toBe(true);
  const second = tokensOf(await client.refresh(first));
  expect(second.refresh_token).not.toBe(first.refresh_token);
  tokensOf(await client.refresh(second));
  expect(await stored.chains()).toMatchObject({ forked: 0, torn: 0 });
});

test('a code whose answer is lost has to be begun again, and what it gave is of no use', async () => {
  const code = await client.obtainCode(person);
  await tokenRequestOfAClientThatDies({
    grant_type: 'authorization_code',
    redirect_uri: client.redirectUri,
    ...code,
  });
  expect(await stored.isUsed(code.code)).toBe(true);
  expect((await client.exchange(code)).body.error).toBe('invalid_grant');
  tokensOf(await client.refresh(await client.obtainTokens(person)));
  expect(await stored.chains()).toMatchObject({ forked: 0, torn: 0 });
});
