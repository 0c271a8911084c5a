import { beforeEach, describe, expect, it } from 'vitest';

import { createTestClientKey } from '../testing/index.ts';
import { clock, dpopScene, type DpopScene, now, presented, url } from './dpop.fixture.ts';

let scene: DpopScene;

beforeEach(async () => {
  scene = await dpopScene();
});

const refusal = (code: string, error = 'invalid_dpop_proof') =>
  expect.objectContaining({ code, error, status: 401 }) as Error;

describe('a proof', () => {
  it('has to be there, and alone', async () => {
    const good = await scene.proof();
    for (const proofs of [[], [good, good], [good, ''], [`${good}, ${good}`]]) {
      await expect(scene.verifier.verify(scene.token, presented(...proofs))).rejects.toThrow(
        refusal('proof_malformed'),
      );
    }
    await expect(scene.verifier.verify(scene.token, presented(good))).resolves.toBeDefined();
  });

  it('has one spelling', async () => {
    const good = await scene.proof();
    for (const text of [`${good} `, `${good}=`, good.replace('.', ' .'), `${good}.`, '', 'a.b.c']) {
      await expect(scene.verifier.verify(scene.token, presented(text))).rejects.toThrow(
        refusal('proof_malformed'),
      );
    }
  });

  it('has at most 4,096 characters', async () => {
    await expect(scene.tried({ claims: { more: 'x'.repeat(4096) } })).rejects.toThrow(
      refusal('proof_malformed'),
    );
    await expect(scene.tried({ claims: { more: 'x'.repeat(1024) } })).resolves.toBeDefined();
  });

  it.each([undefined, 'JWT', 'at+jwt', 'DPoP+JWT', ['dpop+jwt'], 7])(
    'is not of the type %j',
    async (typ) => {
      await expect(scene.tried({ header: { typ } })).rejects.toThrow(
        refusal('proof_header_refused'),
      );
    },
  );

  it.each([undefined, 'none', 'HS256', 'ES384', 'RS256', '__proto__', 7])(
    'is not signed with the algorithm %j',
    async (alg) => {
      await expect(scene.tried({ header: { alg } })).rejects.toThrow(
        refusal('proof_header_refused'),
      );
    },
  );

  it.each([{ crit: ['b64'], b64: false }, { zip: 'DEF' }, { enc: 'A128GCM' }])(
    'does not have the header %j',
    async (header) => {
      await expect(scene.tried({ header })).rejects.toThrow(refusal('proof_header_refused'));
    },
  );

  it('does not give its private key away', async () => {
    const { publicJwk, privateJwk } = scene.client;
    for (const jwk of [privateJwk, { ...publicJwk, d: '' }, { ...publicJwk, k: 'AAAA' }]) {
      await expect(scene.tried({ header: { jwk } })).rejects.toThrow(refusal('proof_key_refused'));
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
    await expect(scene.tried({ header: { jwk } })).rejects.toThrow(refusal('proof_key_refused'));
  });

  it.each([
    ['weak', { kty: 'RSA', n: 'A'.repeat(171), e: 'AQAB' }],
    ['so big that verifying takes long', { kty: 'RSA', n: 'A'.repeat(684), e: 'AQAB' }],
    ['of so big an exponent', { kty: 'RSA', n: 'A'.repeat(342), e: 'A'.repeat(342) }],
  ])('does not name an RSA key that is %s', async (_, jwk) => {
    scene.verifier = scene.wrapped({ algorithms: ['RS256'] });
    await expect(scene.tried({ header: { alg: 'RS256', jwk } })).rejects.toThrow(
      refusal('proof_key_refused'),
    );
  });

  it.each(['ES256', 'Ed25519', 'EdDSA', 'RS256', 'ES384', 'PS256'] as const)(
    'may be signed with %s where that is allowed',
    async (alg) => {
      scene.client = await createTestClientKey({ alg: alg === 'EdDSA' ? 'Ed25519' : alg, clock });
      scene.token = await scene.issuer.token({ claims: { cnf: { jkt: scene.client.jkt } } });
      scene.verifier = scene.wrapped({ algorithms: [alg] });
      // Under either name it is the same algorithm.
      const names = alg.startsWith('Ed') ? ['EdDSA', 'Ed25519'] : [alg];
      expect(scene.verifier.dpopAlgorithms?.toSorted()).toEqual(names.toSorted());
      await expect(scene.tried({ header: { alg } })).resolves.toBeDefined();
    },
  );

  it('is signed by the key it names', async () => {
    const other = await createTestClientKey({ clock });
    const stolen = await other.proof(
      { method: 'POST', url, token: scene.token },
      { header: { jwk: scene.client.publicJwk } },
    );
    await expect(scene.verifier.verify(scene.token, presented(stolen))).rejects.toThrow(
      refusal('proof_signature_invalid'),
    );
  });

  it.each(['GET', 'post', 'POST ', undefined, ['POST']])(
    'is not for the method %j',
    async (htm) => {
      await expect(scene.tried({ claims: { htm } })).rejects.toThrow(
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
    await expect(scene.tried({ claims: { htu } })).rejects.toThrow(
      refusal('proof_request_mismatch'),
    );
  });

  it.each([undefined, 7, null, [url]])('has no htu that is %j', async (htu) => {
    await expect(scene.tried({ claims: { htu } })).rejects.toThrow(refusal('proof_claim_invalid'));
  });

  it('may spell the URL of the request in any equivalent way, and its query does not count', async () => {
    const spelt = ['HTTPS://MCP.example.com:443/x/../%6dcp?a=b#c', `${url}?other=query`];
    for (const htu of spelt) await expect(scene.tried({ claims: { htu } })).resolves.toBeDefined();
    const asked = { ...presented(await scene.proof()), url: `${url}?session=1` };
    await expect(scene.verifier.verify(scene.token, asked)).resolves.toBeDefined();
  });

  it('is for the URL that the client knows, where a proxy in between changes paths', async () => {
    const inside = { ...presented(await scene.proof()), url: 'https://mcp.example.com/inside' };
    await expect(scene.verifier.verify(scene.token, inside)).rejects.toThrow(
      refusal('proof_request_mismatch'),
    );
    const publicUrl = (seen: string) => seen.replace('/inside', '/mcp');
    scene.verifier = scene.wrapped({ publicUrl });
    await expect(scene.verifier.verify(scene.token, inside)).resolves.toBeDefined();
  });

  it('is made within 60 seconds of now, either way', async () => {
    for (const iat of [now - 60, now + 60, now]) {
      await expect(scene.tried({ claims: { iat } })).resolves.toBeDefined();
    }
    for (const iat of [now - 61, now + 61, 0, -1, 1e308]) {
      await expect(scene.tried({ claims: { iat } })).rejects.toThrow(refusal('proof_not_current'));
    }
    scene.verifier = scene.wrapped({ maxAge: 5 });
    await expect(scene.tried({ claims: { iat: now - 6 } })).rejects.toThrow(
      refusal('proof_not_current'),
    );
  });

  it.each([undefined, `${now}`, null])('has no iat that is %j', async (iat) => {
    await expect(scene.tried({ claims: { iat } })).rejects.toThrow(refusal('proof_claim_invalid'));
  });

  it.each([undefined, '', 7, 'x'.repeat(257)])('has no jti that is %j', async (jti) => {
    await expect(scene.tried({ claims: { jti } })).rejects.toThrow(refusal('proof_claim_invalid'));
  });

  it('is for this access token', async () => {
    const other = await scene.issuer.token({ claims: { cnf: { jkt: scene.client.jkt } } });
    const foreign = await scene.client.proof({ method: 'POST', url, token: other });
    await expect(scene.verifier.verify(scene.token, presented(foreign))).rejects.toThrow(
      refusal('proof_token_mismatch'),
    );
    await expect(scene.tried({ claims: { ath: undefined } })).rejects.toThrow(
      refusal('proof_claim_invalid'),
    );
  });

  it('costs no look at the token when its form is wrong', async () => {
    await expect(scene.verifier.verify(scene.token, presented('a.b.c'))).rejects.toThrow(
      refusal('proof_malformed'),
    );
    expect(scene.issuer.requests).toEqual([]);
  });
});
