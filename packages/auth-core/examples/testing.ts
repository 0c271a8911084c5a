import { strict as assert } from 'node:assert';
import { jwtVerifier } from '@gatehouse/auth-core';
import { createTestIssuer } from '@gatehouse/auth-core/testing';

const audience = 'http://localhost:8000/mcp';
const issuer = await createTestIssuer({ audience, algorithm: 'RS256' });

// In one process: the verifier asks the issuer, and no network.
const verifier = jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch });
const { subject } = await verifier.verify(await issuer.token({ claims: { sub: 'ada' } }));
assert.equal(subject, 'ada');
await assert.rejects(verifier.verify(await issuer.expired()), { code: 'token_expired' });

// A server in a process of its own: it is told the address as its issuer, and finds the keys there.
await issuer.listen(9000);
const post = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(audience, { method: 'POST', headers })).status;
};
assert.equal(await post(await issuer.tampered({ sub: 'admin' })), 401);
assert.notEqual(await post(await issuer.token()), 401);
await issuer.close();
