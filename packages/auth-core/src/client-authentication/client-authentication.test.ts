import { decodeProtectedHeader, exportJWK, exportPKCS8, generateKeyPair, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';

import { clientAuthentication } from './client-authentication.ts';
import type { ClientAuthentication, ClientKey } from './options.ts';

const now = Date.UTC(2026, 10, 24);
let serial = 0;
const context = {
  issuer: 'https://auth.example.com',
  clock: () => now,
  uniqueId: () => `id-${(serial += 1)}`,
};
const odd = { clientId: 'a b:ü+&', clientSecret: 's:e c/r%=~*' };
const misconfigured = expect.objectContaining({ code: 'configuration_invalid' }) as Error;
const make = (client: unknown) => clientAuthentication(client as ClientAuthentication, context);

it('client_secret_basic encodes both halves as a form does, then as Basic does', async () => {
  const { headers, parameters } = await make({ method: 'client_secret_basic', ...odd })();
  expect(parameters).toEqual({});
  const [scheme, encoded = ''] = headers['authorization']?.split(' ') ?? [];
  expect(scheme).toBe('Basic');
  expect(atob(encoded)).toBe('a+b%3A%C3%BC%2B%26:s%3Ae+c%2Fr%25%3D%7E*');
});

it('client_secret_post puts both into the body', async () => {
  expect(await make({ method: 'client_secret_post', ...odd })()).toEqual({
    headers: {},
    parameters: { client_id: odd.clientId, client_secret: odd.clientSecret },
  });
});

describe('private_key_jwt', () => {
  it.each(['ES256', 'RS256'] as const)('signs with %s a key in each form', async (algorithm) => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const forms = [privateKey, await exportJWK(privateKey), await exportPKCS8(privateKey)];
    for (const form of forms) {
      const client: ClientKey = {
        method: 'private_key_jwt',
        clientId: 'mcp-server',
        privateKey: form,
        algorithm,
        keyId: 'key-1',
      };
      const { headers, parameters } = await make(client)();
      expect(headers).toEqual({});
      expect(parameters).toMatchObject({
        client_id: 'mcp-server',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      });
      const assertion = parameters['client_assertion'] ?? '';
      expect(decodeProtectedHeader(assertion)).toEqual({ alg: algorithm, kid: 'key-1' });
      const { payload } = await jwtVerify(assertion, publicKey, { currentDate: new Date(now) });
      expect(payload).toEqual({
        iss: 'mcp-server',
        sub: 'mcp-server',
        aud: context.issuer,
        jti: `id-${serial}`,
        iat: now / 1000,
        exp: now / 1000 + 60,
      });
    }
  });

  it('makes each assertion anew', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const authenticate = make({
      method: 'private_key_jwt',
      clientId: 'mcp-server',
      privateKey,
      algorithm: 'ES256',
    });
    const [first, second] = [await authenticate(), await authenticate()];
    expect(first.parameters['client_assertion']).not.toBe(second.parameters['client_assertion']);
  });

  it('is refused at start with a key that cannot sign', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const rsa = await generateKeyPair('RS256', { extractable: true });
    const keys = [
      publicKey,
      await exportJWK(publicKey),
      await exportJWK(rsa.privateKey),
      rsa.privateKey,
      'secret',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      undefined,
      null,
      {},
    ];
    const client = { method: 'private_key_jwt', clientId: 'mcp-server', algorithm: 'ES256' };
    for (const key of keys) {
      expect(() => make({ ...client, privateKey: key })).toThrow(misconfigured);
    }
    expect(() => make({ ...client, privateKey, algorithm: 'HS256' })).toThrow(misconfigured);
  });
});

it.each([
  undefined,
  {},
  { method: 'none', clientId: 'a' },
  { method: 'client_secret_basic', clientId: 'a' },
  { method: 'client_secret_basic', clientId: '', clientSecret: 'secret' },
  { method: 'client_secret_post', clientId: 'a', clientSecret: ' ' },
  { method: 'client_secret_post', clientId: 'a', clientSecret: 'secret\n' },
  { method: 'client_secret_jwt', clientId: 'a', clientSecret: 'secret' },
])('credentials that cannot be right are refused at start: %j', (client) => {
  expect(() => make(client)).toThrow(misconfigured);
});
