/** The package twice in one program, as where two versions of it are installed. */
import assert from 'node:assert/strict';

import { AuthError, InvalidTokenError, protectedResource } from '@gatehouse/auth-core';
import { protectFetch } from '@gatehouse/auth-core/fetch';

/** A folder of the project in which this runs. */
const [copy, { createTestIssuer }] = await Promise.all(
  ['auth-core-copy', 'auth-core-copy/testing'].map((name) => import(name)),
);

assert.notEqual(copy.AuthError, AuthError);
const audience = 'https://mcp.example.com/mcp';
const issuer = await createTestIssuer({ audience });
const verifier = copy.jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch });
const resource = protectedResource({
  resource: audience,
  authorizationServers: [issuer.issuer],
  scopesSupported: ['mcp:read', 'mcp:write'],
  verifier,
});
const serve = protectFetch(resource, () => new Response('in'), { requiredScopes: ['mcp:read'] });
const ask = async (token) => {
  const { status, headers } = await serve(
    new Request(audience, { headers: { authorization: `Bearer ${token}` } }),
  );
  return [status, headers.get('www-authenticate') ?? ''];
};
assert.equal((await ask(await issuer.token()))[0], 200);
const [status, challenge] = await ask(await issuer.expired());
assert.equal(status, 401);
assert.match(challenge, /error="invalid_token"/);
await assert.rejects(verifier.verify('junk'), InvalidTokenError);
await assert.rejects(verifier.verify('junk'), copy.InvalidTokenError);
console.log('Two copies of the package: each knows the errors of the other');
