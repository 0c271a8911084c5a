import { createTestIssuer, type TestIssuer } from '@gatehouse/auth-core/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { startPython } from './python-server.ts';

const bad: [string, (issuer: TestIssuer) => Promise<string>][] = [
  ['has expired', (issuer) => issuer.expired()],
  ['is not valid yet', (issuer) => issuer.notYetValid()],
  ['is for another server', (issuer) => issuer.forAudience('https://other.example/mcp')],
  ['is of another issuer', (issuer) => issuer.ofIssuer('https://other.example')],
  ['was changed after it was signed', (issuer) => issuer.tampered({ sub: 'admin' })],
  ['was signed by somebody else', (issuer) => issuer.forged()],
  ['is not signed', (issuer) => issuer.unsigned()],
  ['is an ID token', (issuer) => issuer.idToken()],
  ['lacks the scope', (issuer) => issuer.withScope('mcp:write')],
];

describe.each(['jwt_verifier.py', 'remote_auth.py'])('examples/fastmcp/%s', (file) => {
  describe.each(['ES256', 'RS256'] as const)('with %s', async (algorithm) => {
    const url = `http://localhost:${await freePort()}/mcp`;
    const issuer = await createTestIssuer({ audience: url, algorithm });
    const options = { file, url, algorithm, issuer: await issuer.listen() };
    const { greet, stop } = await startPython(options);
    afterAll(async () => {
      await stop();
      await issuer.close();
    });

    test('answers a good token', async () => {
      const response = await greet(await issuer.token());
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('Hello, world!');
    });

    test('refuses whoever has no token', async () => {
      expect((await greet()).status).toBe(401);
    });

    test.each(bad)('refuses a token that %s', async (_what, make) => {
      expect((await greet(await make(issuer))).status).toBe(401);
    });
  });
});
