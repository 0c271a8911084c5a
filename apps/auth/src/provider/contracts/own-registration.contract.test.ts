import type { KoaContextWithOIDC } from 'oidc-provider';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdapterCall } from './recording-adapter.fixture.ts';
import { PlainLibrary } from './plain-library.fixture.ts';

/** What Gatehouse relies on where clients manage what they registered (RFC 7592). */
const REDIRECTS = { redirect_uris: ['https://client.example/cb'] };

interface Heard {
  readonly key: string;
  readonly route: string | undefined;
  readonly body: unknown;
  readonly members: Readonly<Record<string, unknown>>;
}

let library: PlainLibrary;
let around: ((call: AdapterCall) => void) | undefined;
const heard: Heard[] = [];
beforeEach(async () => {
  heard.length = 0;
  library = await PlainLibrary.start(
    {
      extraClientMetadata: {
        properties: ['software_id'],
        validator(ctx: KoaContextWithOIDC | undefined, key, _value, metadata) {
          const { route, body } = ctx?.oidc ?? {};
          heard.push({ key, route, body, members: { ...metadata } });
          if (route !== 'client_update') return;
          const mutable = metadata as Record<string, unknown>;
          delete mutable.grant_types;
          delete mutable.client_secret;
          Object.assign(mutable, {
            redirect_uris: ['https://heard.example/cb'],
            token_endpoint_auth_method: 'none',
          });
        },
      },
      features: {
        registration: { enabled: true },
        registrationManagement: { enabled: true, rotateRegistrationAccessToken: false },
      },
    },
    { around: (call) => around?.(call) },
  );
});
afterEach(() => {
  around = undefined;
  return library.close();
});

async function send(method: string, path: string, body?: object, token?: string) {
  const response = await fetch(new URL(path, library.url), {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  return { status: response.status, body: answer };
}

test('a token in the row of its client (client-adapter.ts): it is there without a name when the client is written, and keeps the name that it is given', async () => {
  const named: unknown[] = [];
  around = ({ model, method, ctx }) => {
    if (model !== 'Client' || method !== 'upsert') return;
    const { RegistrationAccessToken: token } = ctx!.oidc.entities as {
      RegistrationAccessToken: { jti?: string };
    };
    named.push(token.jti);
    token.jti ??= 'named-by-us';
  };
  const { body } = await send('POST', '/reg', REDIRECTS);
  expect(body.registration_access_token as string).toBe('named-by-us');
  expect(library.writes()).toEqual(['Client.upsert', 'RegistrationAccessToken.upsert']);

  const path = `/reg/${String(body.client_id)}`;
  const update = { client_id: body.client_id, ...REDIRECTS };
  await send('PUT', path, update, 'named-by-us');
  expect(named).toEqual([undefined, 'named-by-us']);
});

test('an update is heard as a registration (registration.ts): the validator has the route and the raw body, is asked before the library judges, and is the last to say what the client is', async () => {
  const { body } = await send('POST', '/reg', REDIRECTS);
  const update = {
    client_id: body.client_id,
    client_secret: body.client_secret,
    redirect_uris: 'no list',
    grant_types: ['urn:unheard-of'],
    more: 1,
  };
  heard.length = 0;
  const path = String(body.registration_client_uri);
  const answer = await send('PUT', path, update, body.registration_access_token as string);
  const atUpdate = heard.filter(({ route }) => route === 'client_update');
  expect(atUpdate).toHaveLength(1);
  expect(atUpdate[0]).toMatchObject({ key: 'software_id', body: update });
  expect(atUpdate[0]?.members).toMatchObject({
    client_id: body.client_id,
    client_id_issued_at: body.client_id_issued_at,
    client_secret: body.client_secret,
    client_secret_expires_at: 0,
  });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      redirect_uris: ['https://heard.example/cb'],
      grant_types: ['authorization_code'],
    },
  });
  expect(answer.body).not.toHaveProperty('client_secret');
});

test('no token is burnt (registration-token-adapters.ts): where it is shown for another client, and where its client ends, the library asks the adapter to end it', async () => {
  const [one, other] = [
    await send('POST', '/reg', REDIRECTS),
    await send('POST', '/reg', REDIRECTS),
  ];
  library.calls.length = 0;
  const token = one.body.registration_access_token as string;
  const { status, body } = await send(
    'GET',
    String(other.body.registration_client_uri),
    undefined,
    token,
  );
  expect([status, body.error]).toEqual([401, 'invalid_token']);
  expect(library.writes()).toEqual(['RegistrationAccessToken.destroy']);

  library.calls.length = 0;
  const own = other.body.registration_access_token as string;
  const gone = await send('DELETE', String(other.body.registration_client_uri), undefined, own);
  expect(gone.status).toBe(204);
  expect(library.writes()).toEqual(['Client.destroy', 'RegistrationAccessToken.destroy']);
});

test('why a token is refused (own-registration.ts): what the adapter throws where a token is looked for is the answer', async () => {
  const { body } = await send('POST', '/reg', REDIRECTS);
  around = ({ model, method }) => {
    if (model !== 'RegistrationAccessToken' || method !== 'find') return;
    throw Object.assign(new Error('invalid_token'), {
      error: 'invalid_token',
      error_description: 'for this reason',
      status: 401,
      statusCode: 401,
      expose: true,
    });
  };
  const path = String(body.registration_client_uri);
  const answer = await send('GET', path, undefined, body.registration_access_token as string);
  expect(answer).toEqual({
    status: 401,
    body: { error: 'invalid_token', error_description: 'for this reason' },
  });
});

test('a use of an initial access token (client-adapter.ts): what its adapter finds is there when the client is written', async () => {
  await library.close();
  const jtis: unknown[] = [];
  library = await PlainLibrary.start(
    { features: { registration: { enabled: true, initialAccessToken: true } } },
    {
      around: ({ model, method, ctx }) => {
        if (model === 'Client' && method === 'upsert')
          jtis.push(ctx?.oidc.entities.InitialAccessToken?.jti);
      },
    },
  );
  const token = await new library.provider.InitialAccessToken({ expiresIn: 60 }).save();
  const { status } = await send('POST', '/reg', REDIRECTS, token);
  expect([status, jtis]).toEqual([201, [token]]);
});
