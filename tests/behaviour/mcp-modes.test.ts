import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestIssuer } from '@gatehouse/auth-core/testing';
import { type Emulators, startEmulators } from '@gatehouse/emulators';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { githubToken, googleIdToken } from './actors/emulated-tokens.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { openGithubApi } from './actors/github-api.ts';
import { openGoogleApi } from './actors/google-api.ts';
import { McpProcess } from './actors/mcp-process.ts';

const publicUrl = 'http://localhost:3999';

let folder: string;
let emulators: Emulators;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-modes-'));
  emulators = await startEmulators({ publicUrl, githubPort: 0, googlePort: 0 });
});
afterAll(async () => {
  await emulators.close();
  await rm(folder, { recursive: true, force: true });
});

async function started(env: Readonly<Record<string, string>>): Promise<McpProcess> {
  const mcp = await McpProcess.start(env);
  onTestFinished(() => mcp.stop());
  return mcp;
}

/** The three tools, with a token that may use all of them. */
async function expectToolsFor(mcp: McpProcess, token: string, login: string): Promise<void> {
  const who = await mcp.call(token, 'whoami');
  expect(who.status).toBe(200);
  expect(JSON.parse(who.text ?? '')).toMatchObject({ login });
  expect(await mcp.call(token, 'user_action', { data: 'a' })).toMatchObject({
    text: `User ${login} processed: a`,
  });
  expect(await mcp.call(token, 'protected_action', { data: 'b' })).toMatchObject({
    text: 'Processed: b',
  });
}

const refused = { status: 401, challenge: expect.stringMatching(/error="invalid_token"/) };

describe('AUTH_MODE=issuer', () => {
  test('an issuer that writes tokens as Okta does', async () => {
    const issuer = await createTestIssuer({ audience: 'api://default', algorithm: 'RS256' });
    const origin = await issuer.listen();
    onTestFinished(() => issuer.close());
    const iss = `${origin}/oauth2/default`;
    issuer.documents.set(`${iss}/v1/keys`, issuer.documents.get(issuer.jwksUri));
    const server = await started({
      AUTH_PROVIDER: 'okta',
      AUTH_ISSUER: iss,
      AUTH_AUDIENCE: 'api://default',
      AUTH_SCOPE_MAP: 'reports.read=mcp:read reports.write=mcp:write',
    });
    const okta = {
      header: { typ: undefined },
      claims: {
        iss,
        ver: 1,
        sub: 'ada@example.com',
        uid: '00uixa',
        client_id: undefined,
        cid: '0oa1',
        scope: undefined,
        scp: ['openid', 'reports.read', 'reports.write'],
      },
    };
    await expectToolsFor(server, await issuer.token(okta), 'ada@example.com');
    expect(await server.metadata()).toMatchObject({
      authorization_servers: [iss],
      scopes_supported: ['reports.read', 'reports.write'],
    });

    const { claims } = okta;
    for (const bad of [
      await issuer.token({ ...okta, claims: { ...claims, aud: 'api://another' } }),
      await issuer.forged(okta),
      // An ID token for the same client.
      await issuer.token({ ...okta, claims: { ...claims, cid: undefined, scp: undefined } }),
    ]) {
      expect(await server.call(bad, 'whoami')).toMatchObject(refused);
    }
    const less = await issuer.token({ ...okta, claims: { ...claims, scp: ['reports.read'] } });
    expect(await server.call(less, 'protected_action', { data: 'x' })).toMatchObject({
      status: 403,
    });
  });
});

describe('AUTH_MODE=public-key', () => {
  test('the token and the key that gatehouse token prints', async () => {
    const gatehouse = new Gatehouse({}, folder);
    const make = () =>
      gatehouse.json(
        'token',
        '--audience',
        'my-server',
        '--scope',
        'mcp:read',
        '--scope',
        'mcp:write',
      );
    const { access_token: token, public_key_pem: pem } = await make();
    const server = await started({
      AUTH_MODE: 'public-key',
      AUTH_AUDIENCE: 'my-server',
      JWT_PUBLIC_KEY: String(pem).replaceAll('\n', '\\n'),
    });
    await expectToolsFor(server, String(token), 'somebody');
    expect(await server.metadata()).not.toHaveProperty('authorization_servers');
    // Of the same making, with another key.
    expect(await server.call(String((await make()).access_token), 'whoami')).toMatchObject(refused);
  });
});

describe('AUTH_MODE=github', () => {
  test('a token of the emulated GitHub, issued to this app and to no other', async () => {
    const { environment } = emulators;
    const { GITHUB_CLIENT_ID: id, GITHUB_CLIENT_SECRET: secret } = environment;
    const token = await githubToken(environment, `${publicUrl}/callback/github`, 'ada');
    const stranger = 'gho_16C7e42F292c6912E7710c838347Ae178B4a';
    const user = { id: 583_231, login: 'ada' };
    const scopes = ['read:user', 'repo'];
    const api = await openGithubApi(
      new Map([
        [id, secret],
        ['another-app', 'its-secret'],
      ]),
      new Map([
        [token, { clientId: id, user, scopes }],
        [stranger, { clientId: 'another-app', user, scopes }],
      ]),
    );
    onTestFinished(() => api.close());
    const server = await started({
      AUTH_MODE: 'github',
      AUTH_CLIENT_ID: id,
      AUTH_CLIENT_SECRET: secret,
      GITHUB_API_URL: api.origin,
      AUTH_SCOPE_MAP: 'read:user=mcp:read, repo=mcp:write',
    });
    await expectToolsFor(server, token, 'ada');
    for (const bad of [stranger, 'gho_0000000000000000000000000000000000000', 'ghp_personal']) {
      expect(await server.call(bad, 'whoami')).toMatchObject(refused);
    }
    expect(server.output).not.toContain(token);
  });
});

describe('AUTH_MODE=google', () => {
  test('an access token that tokeninfo says is for this client', async () => {
    const info = { aud: 'ours', azp: 'ours', sub: '1234567890', scope: 'openid email' };
    const api = await openGoogleApi(
      new Map([
        ['ya29.ours', info],
        ['ya29.theirs', { ...info, aud: 'theirs', azp: 'theirs' }],
      ]),
    );
    onTestFinished(() => api.close());
    const server = await started({
      AUTH_MODE: 'google',
      AUTH_CLIENT_ID: 'ours',
      GOOGLE_ISSUER: api.origin,
      AUTH_GRANT_SCOPES: 'mcp:read mcp:write',
    });
    await expectToolsFor(server, 'ya29.ours', '1234567890');
    for (const bad of ['ya29.theirs', 'ya29.unknown', 'google_token']) {
      expect(await server.call(bad, 'whoami')).toMatchObject(refused);
    }
  });

  test('an ID token of the emulated Google, where they are let in', async () => {
    const { environment } = emulators;
    const token = await googleIdToken(
      environment,
      `${publicUrl}/callback/google`,
      'ada@example.com',
    );
    const settings = {
      AUTH_MODE: 'google',
      AUTH_CLIENT_ID: environment.GOOGLE_CLIENT_ID,
      GOOGLE_ISSUER: environment.GOOGLE_ISSUER,
    };
    const server = await started({ ...settings, GOOGLE_ID_TOKENS: 'yes' });
    expect((await server.call(token, 'whoami')).status).toBe(200);
    // No scope is implied: an ID token has none.
    expect((await server.call(token, 'user_action', { data: 'x' })).status).toBe(403);
    const [header, payload] = token.split('.');
    expect(await server.call(`${header}.${payload}.AAAA`, 'whoami')).toMatchObject(refused);

    const strict = await started(settings);
    expect(await strict.call(token, 'whoami')).toMatchObject(refused);
    const ofOthers = await started({
      ...settings,
      AUTH_CLIENT_ID: 'other',
      GOOGLE_ID_TOKENS: 'yes',
    });
    expect(await ofOthers.call(token, 'whoami')).toMatchObject(refused);
  });
});

describe('AUTH_MODE=custom', () => {
  const module = async (source: string) => {
    const path = join(folder, `verify-${await freePort()}.mjs`);
    await writeFile(path, source);
    return { AUTH_MODE: 'custom', AUTH_CUSTOM_MODULE: path };
  };

  test('a function of one’s own says yes, no, or that it does not know', async () => {
    const server = await started(
      await module(`export const verify = async (token) => {
        if (token === 'broken') throw new Error('the database says hunter2');
        return token === 'open-sesame' && {
          clientId: 'web', subject: 'u1', scopes: ['mcp:read', 'mcp:write'],
          expiresAt: Date.now() / 1000 + 60, claims: { preferred_username: 'ada' },
        };
      };`),
    );
    await expectToolsFor(server, 'open-sesame', 'ada');
    expect(await server.call('open-door', 'whoami')).toMatchObject(refused);
    expect(await server.call('broken', 'whoami')).toMatchObject({ status: 503, challenge: null });
  });

  test.each([
    [
      'throws as it is loaded',
      `throw new Error('no database');`,
      /cannot be loaded \("no database"\)/,
    ],
    ['does not parse', `export default (`, /cannot be loaded/],
    ['exports no function', `export default { verify: true };`, /exports no function/],
  ])('a module that %s is a fault at boot', async (_what, source, message) => {
    const start = McpProcess.start(await module(source));
    await expect(start).rejects.toThrow(/exit code 78\):\nAUTH_CUSTOM_MODULE is /);
    await expect(start).rejects.toThrow(message);
  });
});

test('every fault is told at boot, and what makes no difference is told in the log', async () => {
  const faulty = McpProcess.start({
    AUTH_MODE: 'introspection',
    AUTH_ISSUER: 'nonsense',
    AUTH_CLIENT_AUTH_METHOD: 'tls',
    MCP_TRANSPORT: 'stdio',
  });
  await expect(faulty).rejects.toThrow(
    /exit code 78\):\nMCP_TRANSPORT .*\nAUTH_ISSUER .*\nAUTH_CLIENT_ID .*\nAUTH_CLIENT_SECRET .*\nAUTH_CLIENT_AUTH_METHOD /,
  );
  const server = await started({ AUTH_CLIENT_SECRET: 'hunter2' });
  await expect
    .poll(() => server.output)
    .toContain('AUTH_CLIENT_SECRET is set, and AUTH_MODE=issuer makes no use of');
  expect(server.output).not.toContain('hunter2');
});
