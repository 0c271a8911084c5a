/** A client as ChatGPT is one: a document, keys at an address beside it, and assertions for the token endpoint. */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type DocumentHost, startDocumentHost } from '../harness/document-host.ts';
import { Client, claimsOf, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { NOTES } from './actors/resources.ts';

const stack = inject('stack');
const REDIRECT = 'https://assistant.example/connector_platform_oauth_redirect';

let host: DocumentHost;
beforeAll(async () => {
  host = await startDocumentHost(stack.certificate);
});
afterAll(() => host.close());

test('a client with keys of its own signs a person in and refreshes, and nobody does in its place', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const [document, keys] = [`/oauth/${randomUUID()}.json`, `/oauth/${randomUUID()}/jwks.json`];
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  host.publish(keys, { body: { keys: [jwk] } });
  const id = host.publishClient(document, {
    redirect_uris: [REDIRECT],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
    token_endpoint_auth_signing_alg: 'RS256',
    jwks_uri: `${host.origin}${keys}`,
  });
  const client = new Client(stack.issuer, id, REDIRECT);
  const proof = async (key = privateKey) => ({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(id)
      .setSubject(id)
      .setAudience(`${stack.issuer}/token`)
      .setExpirationTime('1m')
      .sign(key),
  });

  const code = await client.obtainCode(new Person(stack));
  // Without its key, and with another one. Neither uses the code up.
  const another = (await generateKeyPair('RS256')).privateKey;
  for (const wrong of [{}, await proof(another)]) {
    const { status, body } = await client.exchange(code, wrong);
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  }
  const tokens = tokensOf(await client.exchange(code, await proof()));
  expect(claimsOf(tokens.access_token)).toMatchObject({ client_id: id, aud: NOTES });
  expect((await client.refresh(tokens, await proof())).status).toBe(200);
  expect(host.asked).toEqual([document, keys]);
});
