/** Express 4, which does not look at promises: nothing that fails may end the process. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import { authOf, metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { createTestIssuer } from '@gatehouse/auth-core/testing';
import express from 'express';

const { version } = createRequire(import.meta.url)('express/package.json');
assert.match(version, /^4\./);

const audience = 'https://mcp.example.com/mcp';
const issuer = await createTestIssuer({ audience });
const resourceOf = (verifier) =>
  protectedResource({
    resource: audience,
    authorizationServers: [issuer.issuer],
    scopesSupported: ['mcp:read'],
    verifier,
  });
const good = resourceOf(jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch }));
const failing = async () => {
  throw new Error('the database is down');
};
const unreadable = { ...issuer, fetch: failing };

const app = express();
app.use(metadataRoutes(good, { serverMetadata: { fetch: failing, onProblem: failing } }));
app.get('/mcp', protect(good), (req, res) => res.json({ subject: authOf(req).subject }));
app.get('/verifier', protect(resourceOf({ verify: failing })));
app.get('/hook', protect(good, { onRefusal: failing }));
app.get(
  '/problem',
  protect(
    resourceOf(
      jwtVerifier({
        issuer: issuer.issuer,
        audience,
        fetch: unreadable.fetch,
        onProblem: failing,
        requiredClaims: { sub: failing },
      }),
    ),
  ),
);
app.use((error, _req, res, _next) => res.status(500).json({ handled: error.message }));
const server = createServer(app).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

async function ask(path, token) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, { headers });
  return [response.status, JSON.stringify(await response.json())];
}
const token = await issuer.token();
const handled = '{"handled":"the database is down"}';
assert.deepEqual(await ask('/mcp', token), [200, '{"subject":"user-1"}']);
assert.equal((await ask('/mcp', 'junk'))[0], 401);
assert.equal((await ask('/mcp'))[0], 401);
assert.deepEqual(await ask('/verifier', token), [500, handled]);
assert.deepEqual(await ask('/hook'), [500, handled]);
assert.equal((await ask('/problem', token))[0], 503);
assert.equal((await ask('/.well-known/oauth-authorization-server'))[0], 503);
assert.equal((await ask('/.well-known/oauth-protected-resource/mcp'))[0], 200);
server.closeAllConnections();
server.close();
console.log(`Express ${version}: what fails is answered, and the process goes on`);
