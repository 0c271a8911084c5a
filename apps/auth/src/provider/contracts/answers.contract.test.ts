import type { KoaContextWithOIDC } from 'oidc-provider';
import { afterEach, expect, test } from 'vitest';
import {
  Browser,
  type PlainConfiguration,
  PlainLibrary,
  RESOURCE,
  SERVICE,
} from './plain-library.fixture.ts';

/** What Gatehouse relies on in answers that it changes. Each test is named for what breaks without it. */
let library: PlainLibrary;
afterEach(() => library.close());

/** What middleware finds when the library is done. */
interface Left {
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
  readonly client: string | undefined;
  readonly token: unknown;
  readonly entities: string[];
}

async function start(configuration: PlainConfiguration = {}): Promise<Left[]> {
  const left: Left[] = [];
  library = await PlainLibrary.start(configuration, {
    prepare: (provider) =>
      provider.use(async (ctx, next) => {
        await next();
        const { oidc, path, status, body } = ctx as KoaContextWithOIDC;
        left.push({
          path,
          status,
          body,
          client: oidc?.client?.clientId,
          token: oidc?.params?.token,
          entities: Object.keys(oidc?.entities ?? {}),
        });
      }),
  });
  return left;
}

test.each(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])(
  'metadata (metadata.ts): %s is an object that has not been written yet, with the methods of clients as a list',
  async (path) => {
    const left = await start();
    await fetch(new URL(path, library.url));

    expect(left).toMatchObject([
      {
        status: 200,
        body: {
          issuer: library.url,
          token_endpoint_auth_methods_supported: expect.arrayContaining([
            'none',
            'private_key_jwt',
          ]),
        },
      },
    ]);
  },
);

test('failed attempts (attempts.ts): an error is left as an object that names it', async () => {
  const left = await start();
  await library.post('/token', { grant_type: 'client_credentials', client_id: 'nobody' });

  expect(left).toMatchObject([{ status: 401, body: { error: 'invalid_client' } }]);
});

test('introspection (introspection.ts): a token that nobody knows is { active: false }, and the client is known', async () => {
  const left = await start();
  await library.post('/token/introspection', { ...SERVICE, token: 'unknown' });

  expect(left).toMatchObject([
    { status: 200, body: { active: false }, client: 'service', token: 'unknown' },
  ]);
});

test('introspection (introspection.ts): a refresh token that is found is in entities', async () => {
  const left = await start();
  const { body } = await new Browser(library).tokens();
  left.length = 0;
  await library.post('/token/introspection', { ...SERVICE, token: String(body.refresh_token) });

  expect(left).toMatchObject([{ status: 200, body: { active: true, scope: 'openid read' } }]);
  expect(left[0]?.entities).toContain('RefreshToken');
});

test('introspection (introspection.ts): an opaque access token that is found is in entities', async () => {
  const left = await start({ features: { resourceIndicators: { enabled: false } } });
  const { body } = await new Browser(library).tokens({ scope: 'openid' });
  left.length = 0;
  await library.post('/token/introspection', { ...SERVICE, token: String(body.access_token) });

  expect(left[0]?.entities).toContain('AccessToken');
});

test.each(['introspection', 'revocation'])(
  '%s of a JWT (introspection.ts, revocation.ts): refused as unsupported_token_type, after the client was authenticated',
  async (name) => {
    const left = await start();
    const { body } = await new Browser(library).tokens({ resource: RESOURCE });
    left.length = 0;
    const token = String(body.access_token);
    await library.post(`/token/${name}`, { ...SERVICE, token });

    expect(left).toMatchObject([
      { status: 400, body: { error: 'unsupported_token_type' }, client: 'service', token },
    ]);
  },
);

test('reasons for refused assertions (assertion-refusals.ts): the error is told of once its answer stands, and can be changed there', async () => {
  library = await PlainLibrary.start(
    {},
    {
      prepare: (provider) => {
        const say = (event: string) => (ctx: KoaContextWithOIDC) => {
          ctx.body = { ...(ctx.body as object), error_description: event };
        };
        provider.on('grant.error', say('grant.error'));
        provider.on('revocation.error', say('revocation.error'));
        provider.on('introspection.error', say('introspection.error'));
      },
    },
  );
  const wrong = { client_id: 'service', client_secret: 'wrong', token: 'x' };
  const answers = [
    await library.post('/token', { ...wrong, grant_type: 'client_credentials' }),
    await library.post('/token/revocation', wrong),
    await library.post('/token/introspection', wrong),
  ];

  expect(answers.map(({ body }) => [body.error, body.error_description])).toEqual([
    ['invalid_client', 'grant.error'],
    ['invalid_client', 'revocation.error'],
    ['invalid_client', 'introspection.error'],
  ]);
});

test('CORS by client (cors.ts): the headers are set when clientBasedCORS is asked, and stay as it leaves them', async () => {
  const seen: string[] = [];
  library = await PlainLibrary.start({
    clientBasedCORS: (ctx, origin, client) => {
      const { 'access-control-allow-origin': allowed } = ctx.response.headers;
      seen.push(`${client.clientId} ${origin} ${String(allowed)}`);
      ctx.remove('Access-Control-Allow-Origin');
      return true;
    },
  });
  const response = await fetch(new URL('/token', library.url), {
    method: 'POST',
    headers: { origin: 'https://page.example' },
    body: new URLSearchParams({ client_id: 'program', grant_type: 'refresh_token' }),
  });

  expect(seen).toEqual(['program https://page.example https://page.example']);
  expect(response.status).toBe(400);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('own answers for what is not there (middleware.ts): an unknown path leaves 404 and nothing to read', async () => {
  const left = await start();
  await fetch(new URL('/nowhere', library.url));

  expect(left).toMatchObject([{ status: 404, client: undefined, entities: [] }]);
  expect(left[0]?.body).toBeUndefined();
});
