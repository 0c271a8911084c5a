import { createHash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { startEmulators } from '@gatehouse/emulators';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { type IssuedToken, openGithubApi } from './actors/github-api.ts';
import { McpProcess } from './actors/mcp-process.ts';
import { formTo, headingOf } from './actors/page.ts';
import { Person } from './actors/person.ts';

const redirectUri = 'http://127.0.0.1:41233/callback';

test('AUTH_MODE=proxy in front of the emulated GitHub: consent, sign-in, and a token that counts here', async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const emulators = await startEmulators({
    publicUrl: 'http://localhost:3999',
    redirectUris: [`${origin}/proxy/callback`],
    githubPort: 0,
    googlePort: 0,
  });
  onTestFinished(() => emulators.close());
  const {
    GITHUB_URL: github,
    GITHUB_CLIENT_ID: id,
    GITHUB_CLIENT_SECRET: secret,
  } = emulators.environment;
  const issued = new Map<string, IssuedToken>();
  const api = await openGithubApi(new Map([[id, secret]]), issued);
  onTestFinished(() => api.close());
  const mcp = await McpProcess.start(
    {
      AUTH_MODE: 'proxy',
      PROXY_TOKENS: 'github',
      AUTH_CLIENT_ID: id,
      AUTH_CLIENT_SECRET: secret,
      GITHUB_API_URL: api.origin,
      PROXY_AUTHORIZATION_URL: `${github}/login/oauth/authorize`,
      PROXY_TOKEN_URL: `${github}/login/oauth/access_token`,
      AUTH_SCOPE_MAP: 'read:user=mcp:read',
    },
    port,
  );
  onTestFinished(() => mcp.stop());

  const registered = await fetch(`${origin}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'Notes', redirect_uris: [redirectUri] }),
  });
  const { client_id: clientId } = (await registered.json()) as { client_id: string };
  const verifier = randomBytes(32).toString('base64url');
  const authorize = new URL('/authorize', origin);
  authorize.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'a state',
    scope: 'repo',
  }).toString();

  const person = new Person({ issuer: origin, upstreamUrls: [github] });
  const consent = await person.browser.open(authorize);
  expect(headingOf(consent)).toBe('Notes wants to use Gatehouse MCP server');
  const form = formTo(consent, '/proxy/consent');
  if (form === undefined) throw new Error('the consent page has no form');
  // An Allow within a second of the page counts for nothing.
  await setTimeout(1000);
  const upstream = await person.browser.submit(form, consent, [['decision', 'allow']]);
  // What the client would have liked is not what GitHub is asked for.
  expect(upstream.url.searchParams.get('scope')).toBe('read:user');
  const back = await person.chooseAccount(upstream, 'ada');
  // On loopback other ports can set cookies, so the one who comes back is asked as well.
  expect(headingOf(back)).toMatch(/^Finish connecting Notes ?\?$/);
  const again = formTo(back, '/proxy/consent');
  if (again === undefined) throw new Error('the page after the provider has no form');
  await setTimeout(1000);
  const end = await person.browser.submit(again, back, [['decision', 'allow']]);
  expect(end.isOutside).toBe(true);
  const code = end.url.searchParams.get('code') ?? '';

  const exchange = async () => {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    });
    const response = await fetch(`${origin}/token`, { method: 'POST', body });
    return (await response.json()) as Record<string, string>;
  };
  const { access_token: token = '' } = await exchange();
  expect(token).toMatch(/^gho_/);
  expect(await exchange()).toMatchObject({ error: 'invalid_grant' });

  // Until GitHub says that it has issued the token to this app, it opens nothing.
  expect((await mcp.call(token, 'whoami')).status).toBe(401);
  issued.set(token, { clientId: id, user: { id: 3, login: 'ada' }, scopes: ['read:user'] });
  expect(await mcp.call(token, 'user_action', { data: 'x' })).toMatchObject({
    text: 'User ada processed: x',
  });
  expect((await mcp.call(token, 'protected_action', { data: 'x' })).status).toBe(403);
});
