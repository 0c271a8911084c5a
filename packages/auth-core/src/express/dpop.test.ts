import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { dpop } from '../dpop/dpop.ts';
import { protectedResource } from '../protected-resource/protected-resource.ts';
import {
  createTestClientKey,
  createTestIssuer,
  type TestClientKey,
  type TestIssuer,
} from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { cors, protect } from './index.ts';

const url = 'https://mcp.example.com/mcp';

let issuer: TestIssuer;
let client: TestClientKey;
let token: string;
let port: number;
let close: () => void;

beforeEach(async () => {
  issuer = await createTestIssuer({ audience: url });
  client = await createTestClientKey();
  token = await issuer.token({ claims: { cnf: { jkt: client.jkt } } });
  const verifier = dpop(
    jwtVerifier({ issuer: issuer.issuer, audience: url, fetch: issuer.fetch }),
    { nonces: { secret: 'a secret of thirty-two bytes, or more' } },
  );
  const resource = protectedResource({
    resource: url,
    authorizationServers: [issuer.issuer],
    scopesSupported: ['mcp:read'],
    verifier,
  });
  const app = express();
  app.all('/mcp', cors(), protect(resource), (_req, res) => void res.json({}));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
  close = () => void server.close();
});

afterEach(() => close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Not with `fetch`, which can send neither two headers of one name nor any `Host`. */
function post(authorization: string, headers: Record<string, string | string[]>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: '/mcp?a=1', method: 'POST' };
    request({ ...options, headers: { authorization, ...headers } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

/** As a client does it: it gets the nonce with the first refusal. */
async function proof(changes = {}): Promise<string> {
  const target = { method: 'POST', url, token };
  const { headers } = await post(`DPoP ${token}`, { dpop: await client.proof(target) });
  return client.proof({ ...target, nonce: headers['dpop-nonce'] as string }, changes);
}

it('a client without a nonce gets one and is let in with it, once', async () => {
  const target = { method: 'POST', url, token };
  const asked = await post(`DPoP ${token}`, { dpop: await client.proof(target) });
  expect(asked.status).toBe(401);
  expect(asked.headers['www-authenticate']).toMatch(/^DPoP error="use_dpop_nonce".*, Bearer /);
  expect(asked.headers['access-control-expose-headers']).toContain('DPoP-Nonce');
  const dpopHeader = await proof();
  expect((await post(`DPoP ${token}`, { dpop: dpopHeader })).status).toBe(200);
  const again = await post(`dpop ${token}`, { dpop: dpopHeader });
  expect(again.status).toBe(401);
  expect(again.headers['www-authenticate']).toMatch(
    /^DPoP error="invalid_dpop_proof", .*algs="ES256 Ed25519 EdDSA", Bearer /,
  );
});

it('the URL of a proof is compared with the public one, whatever Host or a proxy says', async () => {
  const forged = { host: 'evil.example.com', 'x-forwarded-host': 'evil.example.com' };
  const evil = await proof({ claims: { htu: 'https://evil.example.com/mcp' } });
  expect((await post(`DPoP ${token}`, { dpop: evil, ...forged })).status).toBe(401);
  expect((await post(`DPoP ${token}`, { dpop: await proof(), ...forged })).status).toBe(200);
});

it('two proofs are refused, and none, each with a challenge', async () => {
  for (const headers of [{ dpop: [await proof(), await proof()] }, {}]) {
    const { status, headers: answered } = await post(`DPoP ${token}`, headers);
    expect(status).toBe(401);
    expect(answered['www-authenticate']).toMatch(/^DPoP error="invalid_dpop_proof"/);
  }
});

it('a bound token is refused as bearer, and the client told that DPoP is taken', async () => {
  const { status, headers } = await post(`Bearer ${token}`, { dpop: await proof() });
  expect(status).toBe(401);
  expect(headers['www-authenticate']).toMatch(/^Bearer error="invalid_token".*, DPoP .*algs=/);
});
