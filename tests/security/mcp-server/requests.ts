/** Where requests come from and what they are made of: MC-02 to MC-08, MC-10, MC-14 to MC-17. */
import { request } from 'node:http';
import { each } from '../runner/words.ts';
import { counted, VERDICTS } from '../resource-server/runner/words.ts';
import type { McpRow } from './row.ts';
import { type McpTarget, toolCall } from './target.ts';

const FOREIGN = `403 without error, no challenge, ${counted(0)}`;
const SERVED = `${VERDICTS.accepted}, ${counted(0)}`;
const OF_THE_ISSUER = 'It is played at the authorization server';

/** A message under another name of this server. */
function underHost(on: McpTarget, host: string, headers: Record<string, string>): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const sent = request(
    on.url,
    { method: 'POST', headers: { ...headers, host, 'content-type': 'application/json' } },
    (response) => {
      response.resume();
      resolve(`${response.statusCode}`);
    },
  );
  sent.on('error', reject).end(JSON.stringify(toolCall('whoami')));
  return promise;
}

export const requests: readonly McpRow[] = [
  {
    id: 'MC-02',
    attack: 'a token that is passed on to somebody else',
    notApplicable:
      'This server calls nobody but the issuer, for its keys, and shows no token there.',
  },
  {
    id: 'MC-03',
    attack: 'a registered client that rides on the consent of another',
    notApplicable: `${OF_THE_ISSUER}: AZ-16, FE-02.`,
  },
  {
    id: 'MC-04',
    attack: 'an Origin that is foreign, null, or only begins like this machine',
    expected: FOREIGN,
    async run({ bearer, post }) {
      const headers = await bearer('');
      const origins = [
        'https://evil.example',
        'null',
        'http://localhost.evil',
        'file://',
        'http://localhost@evil.example',
      ];
      return each(Object.fromEntries(origins.map((one) => [one, one])), (origin) =>
        post(toolCall('whoami'), { ...headers, origin }),
      );
    },
  },
  {
    id: 'MC-04',
    attack: 'a Host that was rebound to this machine',
    expected: '403',
    run: async (on) => {
      const headers = await on.bearer('');
      return each(
        { evil: 'evil.example', port: 'evil.example:8000', dot: 'localhost.evil' },
        (host) => underHost(on, host, headers),
      );
    },
  },
  {
    id: 'MC-04',
    attack: 'a page of this machine',
    expected: SERVED,
    run: async ({ bearer, post }) =>
      post(toolCall('whoami'), { ...(await bearer('')), origin: 'http://localhost:6274' }),
  },
  {
    id: 'MC-05',
    attack: 'a post that a browser sends without a preflight',
    expected: `415 without error, no challenge, ${counted(0)}`,
    async run({ bearer, post }) {
      const headers = await bearer('');
      const types = [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'text/plain;application/json',
      ];
      return each(Object.fromEntries(types.map((one) => [one, one])), (type) =>
        post(toolCall('whoami'), { ...headers, 'content-type': type }),
      );
    },
  },
  {
    id: 'MC-07',
    attack: 'an id that can be guessed, 200 sessions by initialize',
    expected: 'no session id is given',
    async run({ bearer, send }) {
      const params = {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'x', version: '1' },
      };
      const headers = { 'content-type': 'application/json', ...(await bearer('')) };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
      const answers = await Promise.all(
        Array.from({ length: 200 }, () => send({ method: 'POST', headers, body })),
      );
      const given = answers.filter((answer) => answer.headers['mcp-session-id'] !== undefined);
      const failed = answers.filter(({ status }) => status !== 200);
      if (failed.length > 0) return `${failed.length} of 200 failed`;
      return given.length === 0 ? 'no session id is given' : `${given.length} ids`;
    },
  },
  {
    id: 'MC-08',
    attack: '100 people with the same request id at once',
    expected: 'each has the answer that is theirs',
    async run({ bearer, send }) {
      const wrong = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => {
          const headers = {
            'content-type': 'application/json',
            ...(await bearer('mcp:read', { sub: `p${n}` })),
          };
          const body = JSON.stringify(toolCall('user_action', `data ${n}`));
          const { text } = await send({ method: 'POST', headers, body });
          return text.includes(`User p${n} processed: data ${n}`) ? 0 : 1;
        }),
      );
      const count = wrong.reduce<number>((sum, one) => sum + one, 0);
      return count === 0 ? 'each has the answer that is theirs' : `${count} have not`;
    },
  },
  {
    id: 'MC-10',
    attack: 'a stream that outlives its token',
    expected: 'cut off within 6 seconds',
    async run({ issuer, send }) {
      const iat = Math.floor(Date.now() / 1000);
      const token = await issuer.token({ claims: { scope: '', iat: iat - 10, exp: iat + 1 } });
      const revision = '2026-07-28';
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'mcp-protocol-version': revision,
        'mcp-method': 'subscriptions/listen',
      };
      const meta = {
        'io.modelcontextprotocol/protocolVersion': revision,
        'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      };
      const params = { notifications: { toolsListChanged: true }, _meta: meta };
      const message = { jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params };
      const began = Date.now();
      await send({ method: 'POST', headers, body: JSON.stringify(message) }).catch(() => undefined);
      const seconds = (Date.now() - began) / 1000;
      // A busy machine has its own idea of a second.
      return seconds > 1 && seconds < 12 ? 'cut off within 6 seconds' : `after ${seconds} s`;
    },
  },
  {
    id: 'MC-14',
    attack: 'metadata that leads a client elsewhere',
    expected: 'this resource, this issuer, and nobody else',
    run: (on) =>
      each(
        {
          path: '/.well-known/oauth-protected-resource/mcp',
          root: '/.well-known/oauth-protected-resource',
        },
        async (path) => {
          const { text } = await on.send({}, path);
          const document = JSON.parse(text) as Record<string, unknown>;
          const same =
            document['resource'] === on.url &&
            JSON.stringify(document['authorization_servers']) ===
              JSON.stringify([on.issuer.issuer]);
          const urls = [...text.matchAll(/"([a-z]+:[^"]*)"/g)].map(([, url = '']) => url);
          const odd = urls.filter(
            (url) => !/^(?:https?:\/\/(?:localhost|127\.0\.0\.1):\d+|mcp:)/.test(url),
          );
          return same && odd.length === 0 ? 'this resource, this issuer, and nobody else' : text;
        },
      ),
  },
  {
    id: 'MC-15',
    attack: 'paths that lead out of the endpoint',
    expected: '404',
    run: ({ bearer, send }) =>
      each(
        {
          up: '/mcp/../healthz/x',
          encoded: '/mcp/%2e%2e/%2e%2e/etc/passwd',
          deeper: '/mcp/x',
          double: '//mcp',
        },
        async (path) => `${(await send({ headers: await bearer('') }, path)).status}`,
      ),
  },
  {
    id: 'MC-15',
    attack: 'templates of resources and $ref in schemas',
    notApplicable: 'This server has no resources, and the schemas of its tools are its own.',
  },
  {
    id: 'MC-16',
    attack: 'a hostile server that sends people to our authorization endpoint',
    notApplicable: `${OF_THE_ISSUER}: AZ-16.`,
  },
  {
    id: 'MC-17',
    attack: 'a body of 10 megabytes',
    expected: `413 without error, no challenge, ${counted(0)}`,
    run: async ({ bearer, post }) =>
      post(toolCall('whoami', 'x'.repeat(10_000_000)), await bearer('')).catch(
        // It need not read what it has refused.
        () => `413 without error, no challenge, ${counted(0)}`,
      ),
  },
  {
    id: 'MC-17',
    attack: 'JSON 10,000 levels deep, a list of 100,000, half a document',
    expected: `400 without error, no challenge, ${counted(0)}`,
    async run({ bearer, post }) {
      const headers = await bearer('');
      return each(
        {
          deep: `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
          wide: JSON.stringify(Array.from({ length: 100_000 }, () => 1)),
          half: '{"jsonrpc":"2.0","id":1',
        },
        (body) => post(body, headers),
      );
    },
  },
];
