import { describe, expect, it } from 'vitest';

import {
  fakeServer,
  oddBodies,
  oddStatuses,
  withStatus,
} from '../../remote/fake-server.fixture.ts';
import { shapeOf } from '../../token/shape.ts';
import { githubTokenVerifier } from './github.ts';
import type { GithubTokenVerifierOptions } from './options.ts';

const start = Date.UTC(2026, 10, 24);
const seconds = start / 1000;
const clientId = 'Iv1.0123456789abcdef';
const clientSecret = 'secret-of-the-app';
const token = 'gho_16C7e42F292c6912E7710c838347Ae178B4a';

/** The members of GitHub's documented answer that are used. */
const known = {
  id: 1,
  url: 'https://api.github.com/authorizations/1',
  scopes: ['read:user', 'repo'],
  token,
  token_last_eight: 'Ae178B4a',
  app: { url: 'http://my-github-app.com', name: 'my github app', client_id: clientId },
  expires_at: null,
  user: { login: 'octocat', id: 583231, type: 'User', site_admin: false },
};

function github(options: Partial<GithubTokenVerifierOptions> = {}) {
  const state = { now: start, answer: (): unknown => known, problems: [] as unknown[] };
  const server = fakeServer(() => state.answer());
  const verifier = githubTokenVerifier({
    clientId,
    clientSecret,
    clock: () => state.now,
    fetch: server.fetch,
    onProblem: (problem) => state.problems.push(problem),
    ...options,
  });
  return Object.assign(state, { verifier, sent: server.sent });
}

async function verdictOn(changes: object, options: Partial<GithubTokenVerifierOptions> = {}) {
  const asked = github(options);
  asked.answer = () => ({ ...known, ...changes });
  return asked.verifier.verify(token);
}

const refusedWith = (code: string, status = 401) =>
  expect.objectContaining({ code, status }) as Error;
const unavailable = refusedWith('issuer_unavailable', 503);

describe('a token that GitHub knows', () => {
  it('says who is asking, by number', async () => {
    expect(await github().verifier.verify(token)).toEqual({
      token,
      clientId,
      scopes: ['read:user', 'repo'],
      expiresAt: seconds + 60,
      subject: '583231',
      issuer: 'https://github.com',
      extra: {
        claims: {
          sub: '583231',
          preferred_username: 'octocat',
          client_id: clientId,
          scope: 'read:user repo',
        },
      },
    });
  });

  it('was asked about with the credentials of the app', async () => {
    const { verifier, sent } = github();
    await verifier.verify(token);
    expect(sent).toMatchObject([
      {
        url: `https://api.github.com/applications/${clientId}/token`,
        method: 'POST',
        redirect: 'manual',
        body: JSON.stringify({ access_token: token }),
      },
    ]);
    expect(sent[0]?.headers.get('authorization')).toBe(
      `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
    );
  });

  it.each<[string, unknown]>([
    ['another app', { ...known.app, client_id: 'Iv1.another' }],
    ['an app in another spelling', { ...known.app, client_id: clientId.toUpperCase() }],
    ['several', { client_id: [clientId] }],
    ['nobody', undefined],
    ['null', null],
  ])('does not count when it is for %s', async (_what, app) => {
    await expect(verdictOn({ app })).rejects.toThrow(refusedWith('token_audience_mismatch'));
  });

  it.each([
    undefined,
    null,
    {},
    { login: 'octocat', id: '583231' },
    { login: 'octocat', id: 1.5 },
    { login: 'octocat', id: 0 },
    { login: 'octocat', id: 2 ** 53 },
    { login: '', id: 1 },
    { id: 1 },
  ])('lets nobody in when its user is %j', async (user) => {
    await expect(verdictOn({ user })).rejects.toThrow(unavailable);
  });

  it.each([[null], [undefined], ['repo'], [7], [{}]])(
    'has no scopes where they are %j, as those of GitHub Apps',
    async (scopes) => {
      expect((await verdictOn({ scopes })).scopes).toEqual([]);
    },
  );

  it('needs the scopes that were demanded', async () => {
    await expect(verdictOn({}, { requiredScopes: ['gist'] })).rejects.toThrow(
      refusedWith('scope_insufficient', 403),
    );
  });

  it('holds until it ends, where that is sooner', async () => {
    const end = (after: number) => new Date(start + after * 1000).toISOString();
    expect((await verdictOn({ expires_at: end(20) })).expiresAt).toBe(seconds + 20);
    expect((await verdictOn({ expires_at: end(8 * 3600) })).expiresAt).toBe(seconds + 60);
    expect((await verdictOn({}, { maxAge: 0 })).expiresAt).toBe(seconds + 1);
    await expect(verdictOn({ expires_at: end(0) })).rejects.toThrow(refusedWith('token_expired'));
    for (const odd of ['soon', 7, {}]) {
      await expect(verdictOn({ expires_at: odd })).rejects.toThrow(unavailable);
    }
  });

  it('is asked about once a minute', async () => {
    const asked = github();
    await Promise.all([asked.verifier.verify(token), asked.verifier.verify(token)]);
    asked.now += 59_000;
    await asked.verifier.verify(token);
    expect(asked.sent).toHaveLength(1);
    asked.now += 1000;
    asked.answer = () => withStatus(404);
    await expect(asked.verifier.verify(token)).rejects.toThrow(refusedWith('token_inactive'));
  });
});

describe('a token that GitHub does not know', () => {
  it('is refused, and asked about again', async () => {
    const asked = github();
    asked.answer = () => withStatus(404);
    await expect(asked.verifier.verify(token)).rejects.toThrow(refusedWith('token_inactive'));
    asked.answer = () => known;
    await expect(asked.verifier.verify(token)).resolves.toBeDefined();
    expect(asked.problems).toEqual([]);
  });

  it.each([
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'github_pat_11AAAAAAA0000000000000_abcdef',
    'ghs_16C7e42F292c6912E7710c838347Ae178B4a',
    'ghr_16C7e42F292c6912E7710c838347Ae178B4a',
    '16C7e42F292c6912E7710c838347Ae178B4a0000',
    'GHO_16C7e42F292c6912E7710c838347Ae178B4a',
    ' gho_16C7e42F292c6912E7710c838347Ae178B4',
    'gho_a b',
    `gho_${'a'.repeat(2045)}`,
    '',
  ])('is not even sent when it is of another kind: %s', async (other) => {
    const { verifier, sent } = github();
    await expect(verifier.verify(other)).rejects.toThrow(expect.objectContaining({ status: 401 }));
    expect(sent).toHaveLength(0);
  });
});

describe('GitHub', () => {
  it.each([...oddStatuses, 400, 401, 403, 422])(
    'answering %i is no reason to sign in again: 503',
    async (status) => {
      const asked = github();
      asked.answer = () => withStatus(status);
      await expect(asked.verifier.verify(token)).rejects.toThrow(unavailable);
      expect(asked.sent).toHaveLength(1);
      expect(asked.problems).toHaveLength(1);
    },
  );

  it.each(oddBodies)('answering %s lets nobody in', async (_what, body) => {
    const asked = github();
    asked.answer = body;
    await expect(asked.verifier.verify(token)).rejects.toThrow(
      expect.objectContaining({ name: expect.stringMatching(/^(?:Temporarily|InvalidToken)/) }),
    );
  });

  it.each([
    ['https://github.example.com/api/v3', 'https://github.example.com'],
    ['https://github.example.com/api/v3/', 'https://github.example.com'],
    ['https://api.octocorp.ghe.com', 'https://octocorp.ghe.com'],
    ['http://localhost:4001', 'http://localhost:4001'],
  ])('may be at %s', async (apiUrl, issuer) => {
    const { verifier, sent } = github({ apiUrl });
    expect((await verifier.verify(token)).issuer).toBe(issuer);
    expect(sent[0]?.url).toBe(`${apiUrl.replace(/\/$/, '')}/applications/${clientId}/token`);
  });
});

it('tokens of apps for users are recognised, and no others', () => {
  const { recognises } = github().verifier;
  const taken = [
    token,
    token.replace('gho_', 'ghu_'),
    token.replace('gho_', 'ghp_'),
    'ya29.a',
    'a',
  ];
  expect(taken.map((each) => recognises?.(shapeOf(each)))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it.each([
  { clientId: '' },
  { clientId: undefined },
  { clientSecret: '' },
  { clientSecret: 'secret\r\n' },
  { apiUrl: 'http://api.github.com' },
  { apiUrl: 'api.github.com' },
  { maxAge: Number.NaN },
])('options that cannot be right are refused at start: %j', (options) => {
  expect(() => github(options as object)).toThrow(
    expect.objectContaining({ code: 'configuration_invalid' }),
  );
});
