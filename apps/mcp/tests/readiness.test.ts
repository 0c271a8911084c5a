import { createTestIssuer } from '@gatehouse/auth-core/testing';
import { expect, it } from 'vitest';

import { bearer, call } from './messages.ts';
import { startServer } from './running-server.ts';

it('keys that cannot be had are felt, and had again are there', async () => {
  const { post, tokenFor, issuer, reachesIssuer } = await startServer();
  // Nothing was asked yet: whether the issuer is there, the first token will tell.
  expect(reachesIssuer()).toBe(true);
  issuer.reachable = false;
  const token = bearer(await tokenFor(''));
  expect((await post(call('whoami'), token)).status).toBe(503);
  expect(reachesIssuer()).toBe(false);
  issuer.reachable = true;
  await expect.poll(async () => (await post(call('whoami'), token)).status).toBe(200);
  expect(reachesIssuer()).toBe(true);
});

it('keys that are of no use are none', async () => {
  const { post, tokenFor, issuer, reachesIssuer } = await startServer();
  issuer.documents.set(`${issuer.issuer}/jwks`, { keys: [] });
  expect((await post(call('whoami'), bearer(await tokenFor('')))).status).toBe(503);
  expect(reachesIssuer()).toBe(false);
});

it('tokens that nobody issued cannot make a server unready that has its keys', async () => {
  let now = Date.now();
  const clock = () => now;
  const server = await startServer(
    {},
    '/mcp',
    async (url) => {
      const issuer = await createTestIssuer({ audience: url });
      return { issuer, env: {}, fetch: issuer.fetch };
    },
    clock,
  );
  const { post, tokenFor, issuer, reachesIssuer } = server;
  expect((await post(call('whoami'), bearer(await tokenFor('')))).status).toBe(200);
  issuer.reachable = false;
  // A key that is unknown has the keys fetched again, in vain.
  now += 31_000;
  const stranger = bearer(await issuer.ofUnknownKey());
  expect((await post(call('whoami'), stranger)).status).toBe(503);
  expect((await post(call('whoami'), bearer(await tokenFor('')))).status).toBe(200);
  expect(reachesIssuer()).toBe(true);
});
