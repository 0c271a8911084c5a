import { generateKeyPair, exportJWK } from 'jose';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as oauth from 'oauth4webapi';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type AddedClient, Gatehouse } from '../behaviour/actors/gatehouse.ts';
import { NOTES } from '../behaviour/actors/resources.ts';
import { discover, HTTP } from './strict-client.ts';

const stack = inject('stack');
const gatehouse = Gatehouse.of(stack);
const METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;

let server: oauth.AuthorizationServer;
beforeAll(async () => {
  server = await discover(stack.issuer);
});

/** A client that the operator registers with a method, as somebody else's library sees it. */
async function register(
  method: (typeof METHODS)[number],
): Promise<{ client: oauth.Client; authentication: oauth.ClientAuth }> {
  const options = ['--auth-method', method, '--resource', NOTES, '--introspects', NOTES];
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  if (method === 'private_key_jwt') {
    const file = join(stack.dataDirectory, `jwks-${crypto.randomUUID()}.json`);
    const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
    await writeFile(file, JSON.stringify({ keys: [key] }));
    options.push('--jwks', file);
  }
  const added = await gatehouse.json<AddedClient>('clients', 'add', 'oauth4webapi', ...options);
  const secret = added.client_secret;
  const authentications = {
    client_secret_basic: () => oauth.ClientSecretBasic(secret),
    client_secret_post: () => oauth.ClientSecretPost(secret),
    private_key_jwt: () => oauth.PrivateKeyJwt({ key: privateKey, kid: 'one' }),
  };
  return { client: { client_id: added.client_id }, authentication: authentications[method]() };
}

describe.each(METHODS)('a client of the operator that proves itself by %s', (method) => {
  let client: oauth.Client;
  let authentication: oauth.ClientAuth;
  beforeAll(async () => {
    ({ client, authentication } = await register(method));
  });
  const token = async () => {
    const parameters = new URLSearchParams({ resource: NOTES, scope: 'notes:read' });
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      authentication,
      parameters,
      HTTP,
    );
    return oauth.processClientCredentialsResponse(server, client, response);
  };

  test('gets a token for itself that is what RFC 9068 says', async () => {
    const { access_token: value, scope, expires_in: seconds } = await token();
    expect([scope, seconds]).toEqual(['notes:read', 600]);
    const request = new Request(NOTES, { headers: { authorization: `Bearer ${value}` } });
    expect(await oauth.validateJwtAccessToken(server, request, NOTES, HTTP)).toMatchObject({
      sub: `client:${client.client_id}`,
      client_id: client.client_id,
    });
  });

  test('introspects it, and finds it active', async () => {
    const { access_token: value } = await token();
    const response = await oauth.introspectionRequest(server, client, authentication, value, HTTP);
    expect(await oauth.processIntrospectionResponse(server, client, response)).toMatchObject({
      active: true,
      aud: NOTES,
      client_id: client.client_id,
      scope: 'notes:read',
    });
  });

  test('introspects what nobody issued, and finds it inactive', async () => {
    const response = await oauth.introspectionRequest(server, client, authentication, 'x', HTTP);
    expect(await oauth.processIntrospectionResponse(server, client, response)).toEqual({
      active: false,
    });
  });

  test('revokes it without an error', async () => {
    const { access_token: value } = await token();
    const response = await oauth.revocationRequest(server, client, authentication, value, HTTP);
    await expect(oauth.processRevocationResponse(response)).resolves.toBeUndefined();
  });
});
