import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TestClient } from '../provider/testing/test-client.ts';
import { startOwnTestServer } from '../provider/testing/own-test-server.ts';
import { RESOURCE, type TestServer } from '../provider/testing/test-server.ts';

const HTTPS = 'https://client.example/cb';
const LOOPBACK = 'http://127.0.0.1:1/cb';
const SCHEME = 'com.example.app:/cb';
const VERIFIER = 'v'.repeat(43);

type Parameters = Record<string, string | undefined>;

describe('a person’s no', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startOwnTestServer();
  });
  afterAll(() => server.close());
  afterEach(() => server.decide({ untick: [] }));

  /** A client that registered itself, and its request. */
  async function asks(redirect_uri: string, params: Parameters = {}) {
    const client = await TestClient.register(server, { redirect_uris: [redirect_uri] });
    const request = { resource: RESOURCE, redirect_uri, state: 'a state', ...params };
    return { client, request, url: client.authorizationUrl(request, VERIFIER) };
  }

  /** The last answer before the browser stops here or leaves. */
  async function last(client: TestClient, from: string): Promise<Response> {
    let url = from;
    for (let hop = 0; hop < 12; hop += 1) {
      const response = await client.browse(url);
      const location = response.headers.get('location');
      if (location === null) return response;
      url = new URL(location, server.url).href;
      if (!url.startsWith(server.url)) return response;
    }
    throw new Error('redirects without end');
  }

  const leavesFor = (response: Response) => response.headers.get('location');

  const PARAMETERS = {
    error: 'access_denied',
    error_description: 'the person declined the request',
    state: 'a state',
  };

  test.each([LOOPBACK, SCHEME])('is told at once at %s, and nothing else is', async (redirect) => {
    const { client, url } = await asks(redirect);
    server.decide('deny');
    const response = await last(client, url);
    expect(response.status).toBe(303);
    const target = new URL(leavesFor(response)!);
    expect(target.href.startsWith(redirect)).toBe(true);
    // The parameters of RFC 6749 §4.1.2.1 and RFC 9207, and no others.
    expect(Object.fromEntries(target.searchParams)).toEqual({ ...PARAMETERS, iss: server.url });
    expect(target.hash).toBe('');
  });

  test('is told in a fragment where that was asked for', async () => {
    const { client, url } = await asks(LOOPBACK, { response_mode: 'fragment' });
    server.decide('deny');
    const target = new URL(leavesFor(await last(client, url))!);
    const told = Object.fromEntries(new URLSearchParams(target.hash.slice(1)));
    expect(told).toEqual({ ...PARAMETERS, iss: server.url });
    expect(target.search).toBe('');
  });

  test('waits on a page where a web site that nobody agreed to would learn of it', async () => {
    const { client, url } = await asks(HTTPS);
    server.decide('deny');
    const response = await last(client, url);
    expect([response.status, leavesFor(response)]).toEqual([200, null]);
    expect(await response.text()).toContain(`href="${HTTPS}?error=access_denied`);
  });

  test('is told to a web site where the person has agreed to it, or the operator has', async () => {
    const { client, request } = await asks(HTTPS);
    await client.authorize(request);
    server.decide('deny');
    const again = client.authorizationUrl({ ...request, prompt: 'consent' }, VERIFIER);
    expect(leavesFor(await last(client, again))).toContain(`${HTTPS}?error=access_denied`);

    const other = await asks(HTTPS);
    const { prisma } = server.storage.database;
    const where = { id: other.client.clientId };
    await prisma.client.update({ where, data: { kind: 'operator' } });
    expect(leavesFor(await last(other.client, other.url))).toContain('error=access_denied');
  });

  test('is no other error: what nobody pressed is held for a program, too', async () => {
    const { client, request, url } = await asks(LOOPBACK);
    server.decide('deny');
    await last(client, url);
    const broken = client.authorizationUrl(
      { ...request, code_challenge_method: 'plain' },
      VERIFIER,
    );
    const response = await last(client, broken);
    expect([response.status, leavesFor(response)]).toEqual([400, null]);
  });

  test('is not what the library makes of a consent without a scope', async () => {
    const { client, url } = await asks(LOOPBACK);
    server.decide({ untick: ['mcp:read', 'mcp:write'] });
    const response = await last(client, url);
    expect([response.status, leavesFor(response)]).toEqual([200, null]);
    expect(await response.text()).toContain('error=access_denied');
  });

  test('cannot be sent in by a request, whatever it says about itself', async () => {
    const { client, request, url } = await asks(LOOPBACK);
    const said = new URLSearchParams({
      error: 'access_denied',
      error_description: PARAMETERS.error_description,
      result: '{"error":"access_denied"}',
      'result[error]': 'access_denied',
    });
    const broken = client.authorizationUrl(
      { ...request, code_challenge_method: 'plain' },
      VERIFIER,
    );
    const crafted = await last(client, `${broken}&${said}`);
    expect([crafted.status, leavesFor(crafted)]).toEqual([400, null]);
    expect(await crafted.text()).toContain('error=invalid_request');

    // An interaction that waits for the user is resumed before the user has answered.
    const interaction = leavesFor(await client.browse(url))!;
    const resume = `${interaction.replace('/interaction/', '/auth/')}?${said}`;
    const resumed = await client.browse(new URL(resume, server.url).href);
    expect(leavesFor(resumed)).toMatch(/^\/interaction\//);
  });
});
