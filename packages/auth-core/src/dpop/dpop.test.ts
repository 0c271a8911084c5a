import { beforeEach, describe, expect, it } from 'vitest';

import {
  createTestClientKey,
  createTestIssuer,
  type TestClientKey,
  type TestIssuer,
  type TokenChanges,
} from '../testing/index.ts';
import type { Presentation, Verifier } from '../verifier.ts';
import { jwtVerifier } from '../verifiers/jwt.ts';
import { dpop } from './dpop.ts';
import type { DpopOptions } from './options.ts';

const url = 'https://mcp.example.com/mcp';
const clock = () => 1_800_000_000_000;
const now = clock() / 1000;

let issuer: TestIssuer;
let client: TestClientKey;
let token: string;
let verifier: Verifier;

const wrapped = (options?: DpopOptions) =>
  dpop(jwtVerifier({ issuer: issuer.issuer, audience: url, fetch: issuer.fetch, clock }), {
    clock,
    ...options,
  });

beforeEach(async () => {
  issuer = await createTestIssuer({ audience: url, clock });
  client = await createTestClientKey({ clock });
  token = await issuer.token({ claims: { cnf: { jkt: client.jkt } } });
  verifier = wrapped();
});

const presented = (...proofs: string[]): Presentation => ({
  scheme: 'DPoP',
  proofs,
  method: 'POST',
  url,
});
const proof = (changes?: TokenChanges) => client.proof({ method: 'POST', url, token }, changes);
const tried = async (changes?: TokenChanges) =>
  verifier.verify(token, presented(await proof(changes)));
const refusal = (code: string, error = 'invalid_dpop_proof') =>
  expect.objectContaining({ code, error, status: 401 });

describe('a token bound to a key', () => {
  it('is accepted with a proof of that key', async () => {
    await expect(tried()).resolves.toMatchObject({ confirmation: { jkt: client.jkt } });
  });

  it('is refused as plain bearer, with or without a proof', async () => {
    const refused = refusal('token_binding_unchecked', 'invalid_token');
    await expect(verifier.verify(token)).rejects.toThrow(refused);
    const bearer = { ...presented(await proof()), scheme: 'Bearer' as const };
    await expect(verifier.verify(token, bearer)).rejects.toThrow(refused);
  });

  it('is refused as plain bearer even where the verifier inside has accepted it before', async () => {
    const auth = await tried();
    const remembering = dpop({ verify: async () => auth });
    for (const how of [undefined, { ...presented(), scheme: 'Bearer' as const }]) {
      await expect(remembering.verify(token, how)).rejects.toThrow(
        refusal('token_binding_unchecked', 'invalid_token'),
      );
    }
  });

  it('is refused with a proof of another key', async () => {
    const other = await createTestClientKey({ clock });
    const foreign = await other.proof({ method: 'POST', url, token });
    await expect(verifier.verify(token, presented(foreign))).rejects.toThrow(
      refusal('token_binding_mismatch', 'invalid_token'),
    );
  });

  it('is refused when it is bound to a certificate besides, which nobody looked at', async () => {
    const cnf = { jkt: client.jkt, 'x5t#S256': client.jkt };
    token = await issuer.token({ claims: { cnf } });
    await expect(tried()).rejects.toThrow(refusal('token_binding_unchecked', 'invalid_token'));
    const looked = { ...presented(await proof()), bindingIsChecked: true as const };
    await expect(verifier.verify(token, looked)).resolves.toBeDefined();
  });

  it('has to be good in every other way too', async () => {
    token = await issuer.token({ claims: { cnf: { jkt: client.jkt }, exp: now - 60 } });
    await expect(tried()).rejects.toThrow(refusal('token_expired', 'invalid_token'));
  });
});

describe('a token bound to no key', () => {
  it('works as plain bearer', async () => {
    const bearer = { ...presented(), scheme: 'Bearer' as const };
    await expect(verifier.verify(await issuer.token(), bearer)).resolves.toBeDefined();
    await expect(verifier.verify(await issuer.token())).resolves.toBeDefined();
  });

  it('is refused with the scheme DPoP, however good the proof', async () => {
    token = await issuer.token();
    await expect(tried()).rejects.toThrow(refusal('token_unbound', 'invalid_token'));
  });

  it('is refused with the scheme DPoP when it is bound to a certificate instead', async () => {
    token = await issuer.token({ claims: { cnf: { 'x5t#S256': client.jkt } } });
    await expect(tried()).rejects.toThrow(refusal('token_unbound', 'invalid_token'));
  });

  it('is refused where only bound tokens are taken', async () => {
    verifier = wrapped({ required: true });
    const refused = refusal('token_unbound', 'invalid_token');
    await expect(verifier.verify(await issuer.token())).rejects.toThrow(refused);
    await expect(tried()).resolves.toBeDefined();
  });
});

describe('a proof', () => {
  it('has to be there, and alone', async () => {
    const good = await proof();
    for (const proofs of [[], [good, good], [good, ''], [`${good}, ${good}`]]) {
      await expect(verifier.verify(token, presented(...proofs))).rejects.toThrow(
        refusal('proof_malformed'),
      );
    }
    await expect(verifier.verify(token, presented(good))).resolves.toBeDefined();
  });

  it('has one spelling', async () => {
    const good = await proof();
    for (const text of [`${good} `, `${good}=`, good.replace('.', ' .'), `${good}.`, '', 'a.b.c']) {
      await expect(verifier.verify(token, presented(text))).rejects.toThrow(
        refusal('proof_malformed'),
      );
    }
  });

  it('has at most 4,096 characters', async () => {
    await expect(tried({ claims: { more: 'x'.repeat(4096) } })).rejects.toThrow(
      refusal('proof_malformed'),
    );
    await expect(tried({ claims: { more: 'x'.repeat(1024) } })).resolves.toBeDefined();
  });

  it.each([undefined, 'JWT', 'at+jwt', 'DPoP+JWT', ['dpop+jwt'], 7])(
    'is not of the type %j',
    async (typ) => {
      await expect(tried({ header: { typ } })).rejects.toThrow(refusal('proof_header_refused'));
    },
  );

  it.each([undefined, 'none', 'HS256', 'ES384', 'RS256', '__proto__', 7])(
    'is not signed with the algorithm %j',
    async (alg) => {
      await expect(tried({ header: { alg } })).rejects.toThrow(refusal('proof_header_refused'));
    },
  );

  it.each([{ crit: ['b64'], b64: false }, { zip: 'DEF' }, { enc: 'A128GCM' }])(
    'does not have the header %j',
    async (header) => {
      await expect(tried({ header })).rejects.toThrow(refusal('proof_header_refused'));
    },
  );

  it('does not give its private key away', async () => {
    const { publicJwk, privateJwk } = client;
    for (const jwk of [privateJwk, { ...publicJwk, d: '' }, { ...publicJwk, k: 'AAAA' }]) {
      await expect(tried({ header: { jwk } })).rejects.toThrow(refusal('proof_key_refused'));
    }
  });

  it.each([
    ['none', undefined],
    ['text', 'key'],
    ['a secret', { kty: 'oct', k: 'AAAA' }],
    ['of a kind nobody knows', { kty: 'XYZ' }],
    ['of the wrong kind for its algorithm', { kty: 'RSA', n: 'A'.repeat(400), e: 'AQAB' }],
    ['on another curve', { kty: 'EC', crv: 'P-384', x: 'AAAA', y: 'AAAA' }],
    ['for encryption', { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', use: 'enc' }],
    ['incomplete', { kty: 'EC', crv: 'P-256', x: 'AAAA' }],
    ['made of the wrong types', { kty: 'EC', crv: 'P-256', x: {}, y: [] }],
  ])('does not name a key that is %s', async (_, jwk) => {
    await expect(tried({ header: { jwk } })).rejects.toThrow(refusal('proof_key_refused'));
  });

  it.each([
    ['weak', { kty: 'RSA', n: 'A'.repeat(171), e: 'AQAB' }],
    ['so big that verifying takes long', { kty: 'RSA', n: 'A'.repeat(684), e: 'AQAB' }],
    ['of so big an exponent', { kty: 'RSA', n: 'A'.repeat(342), e: 'A'.repeat(342) }],
  ])('does not name an RSA key that is %s', async (_, jwk) => {
    verifier = wrapped({ algorithms: ['RS256'] });
    await expect(tried({ header: { alg: 'RS256', jwk } })).rejects.toThrow(
      refusal('proof_key_refused'),
    );
  });

  it.each(['ES256', 'Ed25519', 'EdDSA', 'RS256', 'ES384', 'PS256'] as const)(
    'may be signed with %s where that is allowed',
    async (alg) => {
      client = await createTestClientKey({ alg: alg === 'EdDSA' ? 'Ed25519' : alg, clock });
      token = await issuer.token({ claims: { cnf: { jkt: client.jkt } } });
      verifier = wrapped({ algorithms: [alg] });
      expect(verifier.dpopAlgorithms).toEqual([alg]);
      await expect(tried({ header: { alg } })).resolves.toBeDefined();
    },
  );

  it('is signed by the key it names', async () => {
    const other = await createTestClientKey({ clock });
    const stolen = await other.proof(
      { method: 'POST', url, token },
      { header: { jwk: client.publicJwk } },
    );
    await expect(verifier.verify(token, presented(stolen))).rejects.toThrow(
      refusal('proof_signature_invalid'),
    );
  });

  it.each(['GET', 'post', 'POST ', undefined, ['POST']])(
    'is not for the method %j',
    async (htm) => {
      await expect(tried({ claims: { htm } })).rejects.toThrow(
        refusal(typeof htm === 'string' ? 'proof_request_mismatch' : 'proof_claim_invalid'),
      );
    },
  );

  it.each([
    'https://evil.example.com/mcp',
    'http://mcp.example.com/mcp',
    'https://mcp.example.com/',
    'https://mcp.example.com/mcp/',
    'https://mcp.example.com/MCP',
    'https://mcp.example.com:8443/mcp',
    'https://mcp.example.com@evil.example.com/mcp',
    'https://user@mcp.example.com/mcp',
    '/mcp',
    'mcp',
    '',
  ])('is not for the URL %j', async (htu) => {
    await expect(tried({ claims: { htu } })).rejects.toThrow(refusal('proof_request_mismatch'));
  });

  it.each([undefined, 7, null, [url]])('has no htu that is %j', async (htu) => {
    await expect(tried({ claims: { htu } })).rejects.toThrow(refusal('proof_claim_invalid'));
  });

  it('may spell the URL of the request in any equivalent way, and its query does not count', async () => {
    const spelt = ['HTTPS://MCP.example.com:443/x/../%6dcp?a=b#c', `${url}?other=query`];
    for (const htu of spelt) await expect(tried({ claims: { htu } })).resolves.toBeDefined();
    const asked = { ...presented(await proof()), url: `${url}?session=1` };
    await expect(verifier.verify(token, asked)).resolves.toBeDefined();
  });

  it('is for the URL that the client knows, where a proxy in between changes paths', async () => {
    const inside = { ...presented(await proof()), url: 'https://mcp.example.com/inside' };
    await expect(verifier.verify(token, inside)).rejects.toThrow(refusal('proof_request_mismatch'));
    const publicUrl = (seen: string) => seen.replace('/inside', '/mcp');
    verifier = wrapped({ publicUrl });
    await expect(verifier.verify(token, inside)).resolves.toBeDefined();
  });

  it('is made within 60 seconds of now, either way', async () => {
    for (const iat of [now - 60, now + 60, now]) {
      await expect(tried({ claims: { iat } })).resolves.toBeDefined();
    }
    for (const iat of [now - 61, now + 61, 0, -1, 1e308]) {
      await expect(tried({ claims: { iat } })).rejects.toThrow(refusal('proof_not_current'));
    }
    verifier = wrapped({ maxAge: 5 });
    await expect(tried({ claims: { iat: now - 6 } })).rejects.toThrow(refusal('proof_not_current'));
  });

  it.each([undefined, `${now}`, null])('has no iat that is %j', async (iat) => {
    await expect(tried({ claims: { iat } })).rejects.toThrow(refusal('proof_claim_invalid'));
  });

  it.each([undefined, '', 7, 'x'.repeat(257)])('has no jti that is %j', async (jti) => {
    await expect(tried({ claims: { jti } })).rejects.toThrow(refusal('proof_claim_invalid'));
  });

  it('is for this access token', async () => {
    const other = await issuer.token({ claims: { cnf: { jkt: client.jkt } } });
    const foreign = await client.proof({ method: 'POST', url, token: other });
    await expect(verifier.verify(token, presented(foreign))).rejects.toThrow(
      refusal('proof_token_mismatch'),
    );
    await expect(tried({ claims: { ath: undefined } })).rejects.toThrow(
      refusal('proof_claim_invalid'),
    );
  });

  it('costs no look at the token when its form is wrong', async () => {
    await expect(verifier.verify(token, presented('a.b.c'))).rejects.toThrow(
      refusal('proof_malformed'),
    );
    expect(issuer.requests).toEqual([]);
  });
});

describe('construction', () => {
  it.each([
    { algorithms: [] },
    { algorithms: ['HS256'] },
    { algorithms: ['none'] },
    { maxAge: 0 },
    { maxAge: 301 },
    { maxAge: Number.NaN },
    { maxProofLength: 16_385 },
    { nonces: { secret: 'short' } },
    { nonces: { secret: new Uint8Array(31) } },
    { nonces: { secret: 'x'.repeat(32), lifetime: 0 } },
    { nonces: { secret: 'x'.repeat(32), lifetime: Number.NaN } },
    { nonces: { secret: undefined } },
  ])('refuses %j', (options) => {
    expect(() => wrapped(options as unknown as DpopOptions)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
