import { errors } from 'oidc-provider';
import { afterEach, describe, expect, test } from 'vitest';
import { judgeRedirectUris } from '../internals.ts';
import { authorizationPath, Browser, PlainLibrary } from './plain-library.fixture.ts';

/** What Gatehouse relies on where clients register. Each test is named for what breaks without it. */
let library: PlainLibrary;
afterEach(() => library.close());

async function register(metadata: object) {
  const response = await fetch(new URL('/reg', library.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(metadata),
  });
  return {
    status: response.status,
    body: (await response.json()) as Readonly<Record<string, unknown>>,
  };
}

test('what is heard of a registration (registration.ts): idFactory is asked when the body is read, and what it puts there is registered', async () => {
  let read: unknown;
  library = await PlainLibrary.start({
    features: {
      registration: {
        enabled: true,
        idFactory: ({ oidc }) => {
          read = oidc.body;
          Object.assign(oidc, { body: { redirect_uris: ['https://heard.example/cb'] } });
          return 'an-id';
        },
      },
    },
  });
  const { status, body } = await register({ redirect_uris: 'not even a list', more: 1 });

  expect(read).toEqual({ redirect_uris: 'not even a list', more: 1 });
  expect([status, body.client_id, body.redirect_uris]).toEqual([
    201,
    'an-id',
    ['https://heard.example/cb'],
  ]);
});

test('what is refused of a registration (registration-request.ts): an error of idFactory is the answer, with its own code', async () => {
  library = await PlainLibrary.start({
    features: {
      registration: {
        enabled: true,
        idFactory: () => {
          const error = new errors.InvalidClientMetadata('nobody could be answered there');
          throw Object.assign(error, {
            error: 'invalid_redirect_uri',
            message: 'invalid_redirect_uri',
          });
        },
      },
    },
  });

  expect(await register({})).toMatchObject({
    status: 400,
    body: { error: 'invalid_redirect_uri', error_description: 'nobody could be answered there' },
  });
});

describe('what clients mean (client-metadata.ts)', () => {
  const asked: string[] = [];
  const extraClientMetadata = {
    properties: ['software_id', 'software_version'],
    validator(_ctx: unknown, key: string, _value: unknown, metadata: object) {
      asked.push(key);
      if (key !== 'software_id') return;
      Object.assign(metadata, {
        application_type: 'native',
        grant_types: ['authorization_code'],
        redirect_uris: ['com.example.app:/cb'],
      });
    },
  };

  test('the validator is asked first for the first property, there or not, and before the library judges', async () => {
    asked.length = 0;
    library = await PlainLibrary.start({ extraClientMetadata });
    const { status, body } = await register({
      application_type: 'web',
      grant_types: ['urn:unheard-of'],
      redirect_uris: ['com.example.app:/cb'],
    });

    expect(asked.slice(0, 2)).toEqual(['software_id', 'software_version']);
    expect(body).toMatchObject({
      application_type: 'native',
      grant_types: ['authorization_code'],
      redirect_uris: ['com.example.app:/cb'],
    });
    expect(status).toBe(201);
  });

  test('the validator is asked again whenever a stored client is loaded', async () => {
    library = await PlainLibrary.start({ extraClientMetadata });
    asked.length = 0;
    await library.provider.Client.find('program');

    expect(asked).toContain('software_id');
  });
});

test('limits of registrations (registrations.ts): a client is written while the request runs, and what the storage throws is the answer', async () => {
  class TooMany extends Error {
    readonly error = 'too_many_requests';
    readonly status = 429;
    readonly statusCode = 429;
    readonly expose = true;
  }
  let route: string | undefined;
  library = await PlainLibrary.start(
    {},
    {
      around: ({ model, method, ctx }) => {
        if (model !== 'Client' || method !== 'upsert') return;
        route = ctx?.oidc.route;
        throw new TooMany('wait');
      },
    },
  );
  const { status } = await register({ redirect_uris: ['https://client.example/cb'] });

  expect([status, route]).toEqual([429, 'registration']);
});

test('one rule for redirect URIs (internals.ts): the library asks redirectUriAllowed, and takes registered ones as they are', async () => {
  const compared: string[] = [];
  library = await PlainLibrary.start(
    {},
    {
      prepare: (provider) =>
        judgeRedirectUris(provider, (registered, requested) => {
          compared.push(`${registered} ${requested}`);
          return requested === 'https://elsewhere.example/';
        }),
    },
  );
  const strange = await register({ redirect_uris: ['https://localhost:1/cb'] });
  const response = await new Browser(library).visit(
    authorizationPath({ redirect_uri: 'https://elsewhere.example/' }),
  );

  expect(strange.status).toBe(201);
  expect(compared).toContain('https://client.example/cb https://elsewhere.example/');
  expect(response.headers.get('location')).toMatch(/^\/interaction\//);
});

test('one use of an assertion (replay-adapter.ts): a jti is looked for and then written, and what the writing throws refuses it', async () => {
  const { generateKeyPair, exportJWK, SignJWT } = await import('jose');
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }] };
  const told: unknown[] = [];
  library = await PlainLibrary.start(
    {},
    {
      prepare: (provider) =>
        provider.on('grant.error', (_ctx, error) => told.push(error.error_detail)),
      around: ({ model, method }) => {
        if (model === 'ReplayDetection' && method === 'upsert') {
          throw new errors.InvalidClientAuth('this assertion was used before');
        }
      },
    },
  );
  const { body } = await register({
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    jwks,
  });
  const clientId = String(body.client_id);
  const assertion = await new SignJWT({ jti: 'once' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(library.url)
    .setExpirationTime('1m')
    .sign(privateKey);
  library.calls.length = 0;
  const answer = await library.post('/token', {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });

  const ofReplays = library.calls.filter(({ model }) => model === 'ReplayDetection');
  expect(ofReplays.map(({ method }) => method)).toEqual(['find', 'upsert']);
  expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
  expect(told).toEqual(['this assertion was used before']);
});
