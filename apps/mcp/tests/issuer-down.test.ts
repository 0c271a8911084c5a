import { expect, it } from 'vitest';

import { bearer, call } from './messages.ts';
import { startServer } from './running-server.ts';

it('while the issuer is down the server runs and asks for patience, then goes on', async () => {
  const { post, tokenFor, issuer, origin, logLines } = await startServer();
  const token = bearer(await tokenFor('mcp:read'));
  issuer.reachable = false;
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect((await fetch(`${origin}/.well-known/oauth-protected-resource`)).status).toBe(200);
  expect((await post(call('whoami'))).status).toBe(401);

  const refused = await post(call('whoami'), token);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect(logLines.join('')).toContain('"code":"issuer_unreachable"');

  issuer.reachable = true;
  await expect
    .poll(async () => (await post(call('whoami'), token)).status, { timeout: 20_000, interval: 50 })
    .toBe(200);
});

it('an issuer that names itself otherwise is not used, and the log says why', async () => {
  const { post, tokenFor, issuer, logLines } = await startServer();
  issuer.documents.set(`${issuer.issuer}/.well-known/oauth-authorization-server`, {
    issuer: `${issuer.issuer}/`,
    jwks_uri: `${issuer.issuer}/jwks`,
  });
  expect((await post(call('whoami'), bearer(await tokenFor('')))).status).toBe(503);
  expect(logLines.join('')).toContain('issuer_mismatch');
});
