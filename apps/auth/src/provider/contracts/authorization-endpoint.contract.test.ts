import { errors, type Interaction, type KoaContextWithOIDC } from 'oidc-provider';
import { afterEach, describe, expect, test } from 'vitest';
import { wrapResponseModes } from '../internals.ts';
import {
  authorizationPath,
  Browser,
  PlainLibrary,
  REDIRECT_URI,
  RESOURCE,
  USER,
} from './plain-library.fixture.ts';

/** What Gatehouse relies on at the authorization endpoint. Each test is named for what breaks without it. */
let library: PlainLibrary;
afterEach(() => library.close());

const callsOf = (model: string, method: string) =>
  library.calls.filter((call) => call.model === model && call.method === method);

describe('a failure loses no interaction and no session (authorization-request.ts)', () => {
  test('what is resumed is destroyed before its answer is written, be it a code or another interaction', async () => {
    library = await PlainLibrary.start();
    await new Browser(library).authorize();

    const ofAnswers = library
      .writes()
      .filter((name) => /^(Interaction|AuthorizationCode)\./.test(name));
    // Begun, answered by the person; resumed and followed by the next, answered; resumed, and a code.
    expect(ofAnswers).toEqual([
      'Interaction.upsert',
      'Interaction.upsert',
      'Interaction.destroy',
      'Interaction.upsert',
      'Interaction.upsert',
      'Interaction.destroy',
      'AuthorizationCode.upsert',
    ]);
  });

  test('a session that gets another name is destroyed under the old one first, in the same request, and keeps its uid', async () => {
    library = await PlainLibrary.start();
    await new Browser(library).authorize();

    const destroyed = callsOf('Session', 'destroy')[0];
    const at = library.calls.findIndex((call) => call === destroyed);
    const before = library.calls.slice(0, at).findLast((call) => isSession(call));
    const after = library.calls.slice(at).find((call) => isSession(call));
    expect(destroyed?.id).toBe(before?.id);
    expect(after?.id).not.toBe(before?.id);
    expect(after?.ctx).toBe(destroyed?.ctx);
    expect(after?.payload?.uid).toBe(before?.payload?.uid);
  });

  function isSession({ model, method }: { model: string; method: string }) {
    return model === 'Session' && method === 'upsert';
  }
});

describe('outcomes belong to a browser (outcome-binding.ts)', () => {
  test('the session is in the context by the time the interaction is looked for', async () => {
    let session: unknown;
    library = await PlainLibrary.start(
      {},
      {
        around: ({ model, method, ctx }) => {
          if (model === 'Interaction' && method === 'find' && ctx?.oidc.route === 'resume') {
            session = ctx.oidc.session?.uid;
          }
        },
      },
    );
    await new Browser(library).authorize();

    expect(session).toBe(callsOf('Session', 'upsert')[0]?.payload?.uid);
  });

  test('what the adapter throws there ends the request, and nothing was written', async () => {
    library = await PlainLibrary.start(
      {},
      {
        around: ({ model, method, ctx }) => {
          if (model === 'Interaction' && method === 'find' && ctx?.oidc.route === 'resume') {
            library.calls.length = 0;
            const error = new errors.SessionNotFound('the outcome belongs to another browser');
            throw Object.assign(error, { allow_redirect: false });
          }
        },
      },
    );

    await expect(new Browser(library).authorize()).rejects.toThrow('stopped: 400');
    expect(library.writes()).toEqual([]);
  });

  test('interactions are stored with prompt, params, the session’s uid, account and cookie, and the person’s result', async () => {
    library = await PlainLibrary.start();
    await new Browser(library).authorize();
    const [begun, , asked, answered] = callsOf('Interaction', 'upsert').map(
      ({ payload }) => payload,
    );

    expect(begun).toMatchObject({
      prompt: { name: 'login' },
      params: { client_id: 'program', redirect_uri: REDIRECT_URI },
    });
    expect(asked).toMatchObject({
      prompt: { name: 'consent' },
      session: { accountId: USER, uid: expect.any(String), cookie: expect.any(String) },
    });
    expect(answered).toMatchObject({ result: { consent: { grantId: expect.any(String) } } });
  });

  test('a browser is sent to its interaction by 303, with cookies for /interaction/:uid and /auth/:uid', async () => {
    library = await PlainLibrary.start();
    const response = await new Browser(library).visit(authorizationPath());
    const uid = String(response.headers.get('location')).replace('/interaction/', '');
    const paths = response.headers
      .getSetCookie()
      .filter((line) => /^_interaction(_resume)?=/.test(line))
      .map((line) => /path=([^;]+)/.exec(line)?.[1]);

    expect(response.status).toBe(303);
    expect(paths).toEqual([`/interaction/${uid}`, `/auth/${uid}`]);
    expect(callsOf('Interaction', 'upsert')[0]?.id).toBe(uid);
  });
});

test('consent (consent/decision.ts): what is missing is in prompt.details, OpenID scopes as a list, those of resources by resource', async () => {
  const details: unknown[] = [];
  library = await PlainLibrary.start(
    {},
    {
      answer: ({ prompt }: Interaction) => {
        if (prompt.name === 'consent') details.push(prompt.details);
        return undefined;
      },
    },
  );
  await new Browser(library).authorize({ scope: 'openid read write', resource: RESOURCE });

  expect(details).toEqual([
    {
      missingOIDCScope: ['openid'],
      missingResourceScopes: { [RESOURCE]: ['read', 'write'] },
    },
  ]);
});

test('what clients send (normalized-request.ts): a query that is replaced in front of the library is the one it reads', async () => {
  library = await PlainLibrary.start(
    {},
    {
      prepare: (provider) =>
        provider.use(async (ctx, next) => {
          if (ctx.path === '/auth') ctx.query = { ...ctx.query, resource: RESOURCE };
          await next();
        }),
    },
  );
  await new Browser(library).visit(authorizationPath({ resource: '' }));

  expect(callsOf('Interaction', 'upsert')[0]?.payload).toMatchObject({
    params: { resource: RESOURCE },
  });
});

test('defaults for ID tokens (openid-defaults.ts): the client is looked up in the authorization request once its parameters are read', async () => {
  const seen: unknown[] = [];
  library = await PlainLibrary.start(
    {},
    {
      around: ({ model, ctx }) => {
        if (model === 'Client') seen.push([ctx?.oidc.route, ctx?.oidc.params?.scope]);
      },
    },
  );
  await new Browser(library).visit(authorizationPath());

  expect(seen[0]).toEqual(['authorization', 'openid read']);
});

describe('errors are held (error-responses.ts)', () => {
  interface Seen {
    readonly client: string | undefined;
    readonly declined: unknown;
    readonly parameters: Record<string, string>;
  }
  const seen: Seen[] = [];
  const watch = (provider: PlainLibrary['provider']) => {
    seen.length = 0;
    wrapResponseModes(provider, (original) => (ctx: KoaContextWithOIDC, uri, parameters) => {
      const { client, entities } = ctx.oidc;
      const declined = entities.Interaction?.result?.error;
      seen.push({ client: client?.clientId, declined, parameters });
      return original(ctx, uri, parameters);
    });
  };

  test('each answer to a client passes a response mode, with the client known', async () => {
    library = await PlainLibrary.start({}, { prepare: watch });
    await new Browser(library).authorize();
    await new Browser(library).visit(authorizationPath({ response_type: 'token' }));

    expect(seen).toMatchObject([
      { client: 'program', parameters: { code: expect.any(String) } },
      { client: 'program', parameters: { error: 'unsupported_response_type' } },
    ]);
  });

  test('a person’s no is told from other errors by the result in the interaction’s entity', async () => {
    library = await PlainLibrary.start(
      {},
      { prepare: watch, answer: () => ({ error: 'access_denied' }) },
    );
    const { response } = await new Browser(library).authorize();

    expect(response.get('error')).toBe('access_denied');
    expect(seen).toMatchObject([{ declined: 'access_denied' }]);
  });

  test('an error that says allow_redirect: false is not sent to the client', async () => {
    library = await PlainLibrary.start(
      {},
      {
        around: ({ model, method }) => {
          if (model !== 'Interaction' || method !== 'upsert') return;
          const error = new errors.SessionNotFound('the interaction was answered before');
          throw Object.assign(error, { allow_redirect: false });
        },
      },
    );
    const response = await new Browser(library).visit(authorizationPath());

    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });
});

test('unavailable (unavailable.ts): what the storage throws is told as server_error with the very error', async () => {
  const failure = new Error('the database is away');
  const told: unknown[] = [];
  library = await PlainLibrary.start(
    {},
    {
      prepare: (provider) => provider.on('server_error', (_ctx, error) => told.push(error)),
      around: ({ model, method }) => {
        if (model === 'Interaction' && method === 'upsert') throw failure;
      },
    },
  );
  await new Browser(library).visit(authorizationPath());

  expect(told).toEqual([failure]);
});
