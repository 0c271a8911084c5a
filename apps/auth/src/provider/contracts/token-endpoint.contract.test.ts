import type { KoaContextWithOIDC } from 'oidc-provider';
import { afterEach, describe, expect, test } from 'vitest';
import { type GrantHandler, wrapGrantType } from '../internals.ts';
import { Browser, PlainLibrary, RESOURCE, SERVICE } from './plain-library.fixture.ts';

/** What Gatehouse relies on at the token endpoint. Each test is named for what breaks without it. */
let library: PlainLibrary;
afterEach(() => library.close());

async function refreshToken(): Promise<string> {
  const { body } = await new Browser(library).tokens();
  library.calls.length = 0;
  return String(body.refresh_token);
}

const refresh = (token: string, params = {}) =>
  library.post('/token', {
    client_id: 'program',
    grant_type: 'refresh_token',
    refresh_token: token,
    ...params,
  });

/** A handler around the library's own, as one commit and the exchange have it. */
const around = (grantType: string, before: (ctx: KoaContextWithOIDC) => void) => ({
  prepare: (provider: PlainLibrary['provider']) =>
    wrapGrantType(provider, grantType, (original: GrantHandler) => async (ctx) => {
      before(ctx);
      await original(ctx);
    }),
});

test.each(['authorization_code', 'refresh_token'])(
  'one query for a token request (token-request.ts): the client of %s is looked up first, once the parameters are read',
  async (grantType) => {
    const seen: unknown[] = [];
    library = await PlainLibrary.start(
      {},
      {
        around: ({ model, method, ctx }) => {
          if (model === 'Client' && method === 'find' && ctx?.oidc.route === 'token') {
            seen.push(ctx.oidc.params?.grant_type);
          }
        },
      },
    );
    const token = await refreshToken();
    const code = String((await new Browser(library).authorize()).response.get('code'));
    library.calls.length = 0;
    seen.length = 0;
    await library.post('/token', {
      client_id: 'program',
      grant_type: grantType,
      code,
      refresh_token: token,
    });

    expect(library.calls[0]).toMatchObject({ model: 'Client', method: 'find', id: 'program' });
    expect(seen).toEqual([grantType]);
  },
);

test('one object for a request (request.ts): the context of the first middleware is the one that the library has filled by the time it asks the adapter', async () => {
  let served: KoaContextWithOIDC | undefined;
  let params: unknown;
  library = await PlainLibrary.start(
    {},
    {
      prepare: (provider) =>
        provider.use(async (ctx, next) => {
          served = ctx as KoaContextWithOIDC;
          await next();
        }),
      around: ({ model }) => {
        if (model === 'Client') params = served?.oidc.params;
      },
    },
  );
  await refresh('unknown');

  expect(params).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'unknown' });
});

test('spaces in scope (token-request.ts): what is put into params during the look-up is what counts', async () => {
  library = await PlainLibrary.start(
    {},
    {
      around: ({ model, method, ctx }) => {
        const params = ctx?.oidc.route === 'token' ? ctx.oidc.params : undefined;
        if (model === 'Client' && method === 'find' && params?.scope === 'read  ') {
          params.scope = 'read';
        }
      },
    },
  );
  const answer = await refresh(await refreshToken(), { scope: 'read  ' });

  expect([answer.status, answer.body.scope]).toEqual([200, 'read']);
});

test('refused attempts (attempts.ts): what the adapter throws in the look-up is the answer', async () => {
  class TooMany extends Error {
    readonly error = 'too_many_requests';
    readonly status = 429;
    readonly statusCode = 429;
    readonly expose = true;
  }
  library = await PlainLibrary.start(
    {},
    {
      around: ({ model, ctx }) => {
        if (model === 'Client' && ctx?.oidc.route === 'token') throw new TooMany('wait');
      },
    },
  );

  expect((await refresh('any')).status).toBe(429);
});

describe('one commit for a token request (token/grants)', () => {
  test('a used code and its tokens are written while the answer is built, not after it', async () => {
    let bodyThen: unknown = 'unset';
    library = await PlainLibrary.start(
      {},
      {
        around: ({ model, method, ctx }) => {
          if (model === 'RefreshToken' && method === 'upsert') bodyThen = ctx?.body;
        },
      },
    );
    const { status } = await new Browser(library).tokens();

    expect(status).toBe(200);
    expect(bodyThen).toBeUndefined();
    const written = library.writes();
    expect(written.indexOf('AuthorizationCode.consume')).toBeLessThan(
      written.indexOf('RefreshToken.upsert'),
    );
  });

  test('a handler that was put around the library’s can still throw away what was answered', async () => {
    let answered: unknown;
    library = await PlainLibrary.start(
      {},
      {
        prepare: (provider) =>
          wrapGrantType(provider, 'refresh_token', (original) => async (ctx) => {
            await original(ctx);
            answered = ctx.body;
            ctx.body = { instead: true };
          }),
      },
    );
    const { body } = await refresh(await refreshToken());

    expect(answered).toMatchObject({ access_token: expect.any(String), token_type: 'Bearer' });
    expect(body).toEqual({ instead: true });
  });

  test('the refresh token and the scope in params are read when the library’s handler runs, so it can be shown others', async () => {
    let successor = '';
    library = await PlainLibrary.start(
      {},
      around('refresh_token', ({ oidc }) => {
        if (oidc.params?.refresh_token !== 'lost') return;
        Object.assign(oidc.params, { refresh_token: successor, scope: 'read' });
      }),
    );
    successor = await refreshToken();
    const { status, body } = await refresh('lost', { scope: 'openid' });

    expect([status, body.scope]).toEqual([200, 'read']);
  });

  test('a redirect URI that is supplied in params counts as one that was sent', async () => {
    library = await PlainLibrary.start(
      {},
      around('authorization_code', ({ oidc }) => {
        if (oidc.params !== undefined) {
          oidc.params.redirect_uri ??= 'https://client.example/cb';
        }
      }),
    );
    const { response } = await new Browser(library).authorize();
    const { status } = await library.post('/token', {
      client_id: 'program',
      grant_type: 'authorization_code',
      code: response.get('code') ?? '',
      code_verifier: 'v'.repeat(43),
    });

    expect(status).toBe(200);
  });
});

describe('the replay of a refresh (grants/refresh-token.ts)', () => {
  test('rotateRefreshToken is asked before anything is used up or written', async () => {
    let writtenThen: string[] = [];
    library = await PlainLibrary.start({
      rotateRefreshToken: () => {
        writtenThen = library.writes();
        return true;
      },
    });
    await refresh(await refreshToken());

    expect(writtenThen).toEqual([]);
    expect(library.writes()).toEqual(['RefreshToken.consume', 'RefreshToken.upsert']);
  });

  test('where it says no, the same refresh token is answered and none is written', async () => {
    library = await PlainLibrary.start({ rotateRefreshToken: () => false });
    const token = await refreshToken();
    const { body } = await refresh(token);

    expect(body).toMatchObject({ access_token: expect.any(String), refresh_token: token });
    expect(library.writes()).toEqual([]);
  });
});

test('a replay revokes its family (grant-adapter.ts): a used refresh token destroys its grant', async () => {
  library = await PlainLibrary.start({ rotateRefreshToken: () => true });
  const token = await refreshToken();
  await refresh(token);
  library.calls.length = 0;
  const { body } = await refresh(token);

  expect(body.error).toBe('invalid_grant');
  expect(library.writes()).toContain('Grant.destroy');
});

test('claims of access tokens (access-token-claims.ts): code, refresh token and account are in entities when they are asked for', async () => {
  const seen: string[][] = [];
  library = await PlainLibrary.start({
    extraTokenClaims: ({ oidc }) => {
      seen.push(Object.keys(oidc.entities));
      return undefined;
    },
  });
  await refresh(await refreshToken());

  expect(seen).toEqual([
    expect.arrayContaining(['AuthorizationCode', 'Account']),
    expect.arrayContaining(['RefreshToken', 'Account']),
  ]);
});

test('unauthorized_client (unregistered-grant-type.ts): a grant type that was not registered is invalid_request, with the client known', async () => {
  let client: string | undefined;
  library = await PlainLibrary.start(
    {},
    {
      prepare: (provider) =>
        provider.use(async (ctx, next) => {
          await next();
          client = (ctx as KoaContextWithOIDC).oidc.client?.clientId;
        }),
    },
  );
  const { status, body } = await library.post('/token', {
    client_id: 'program',
    grant_type: 'client_credentials',
  });

  expect([status, body.error, client]).toEqual([400, 'invalid_request', 'program']);
});

test('subjects of clients (client-subject.ts): a token of a client’s own is called ClientCredentials where its JWT is made', async () => {
  const kinds: string[] = [];
  library = await PlainLibrary.start({
    formats: {
      customizers: {
        jwt: (_ctx, token, jwt) => {
          kinds.push(token.kind);
          jwt.payload.sub = 'client:service';
        },
      },
    },
  });
  const { body } = await library.post('/token', {
    ...SERVICE,
    grant_type: 'client_credentials',
    resource: RESOURCE,
    scope: 'read',
  });
  const [, payload = ''] = String(body.access_token).split('.');

  expect(kinds).toEqual(['ClientCredentials']);
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    sub: 'client:service',
  });
});
