/** Whose token it is, and what it lets do: MC-01, MC-09, MC-11 to MC-13. */
import { each } from '../runner/words.ts';
import { counted, sayRefusal, VERDICTS } from '../resource-server/runner/words.ts';
import type { McpRow } from './row.ts';
import { toolCall } from './target.ts';

const INVALID = `${VERDICTS['invalid token']}, ${counted(0)}`;
const NO_TOKEN = `${VERDICTS['no token']}, ${counted(0)}`;
const FORBIDDEN = `${VERDICTS['insufficient scope']}, ${counted(0)}`;
const SERVED = `${VERDICTS.accepted}, ${counted(0)}`;
const MALFORMED = `400 without error, no challenge, ${counted(0)}`;
const REVISION = '2026-07-28';

function modern(name: string) {
  const message = toolCall(name);
  const meta = {
    'io.modelcontextprotocol/protocolVersion': REVISION,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    body: { ...message, params: { ...(message['params'] as object), _meta: meta } },
    headers: { 'mcp-protocol-version': REVISION, 'mcp-method': 'tools/call', 'mcp-name': name },
  };
}

export const tokens: readonly McpRow[] = [
  {
    id: 'MC-01',
    attack:
      'a token for another server, of GitHub, of Google, a session of the issuer, an ID token',
    expected: INVALID,
    run: ({ issuer, post }) =>
      each(
        {
          'another server': () => issuer.forAudience('https://other.example.com/mcp'),
          GitHub: () => 'gho_16C7e42F292c6912E7710c838347Ae178B4a',
          Google: () => 'ya29.a0AfH6SMBx-example_token',
          session: () => 'eW91ciBzZXNzaW9uIGhlcmU',
          'ID token': () => issuer.idToken(),
          forged: () => issuer.forged(),
          expired: () => issuer.expired(),
        },
        async (token) => post(toolCall('whoami'), { authorization: `Bearer ${await token()}` }),
      ),
  },
  {
    id: 'MC-09',
    attack: 'no token after a good request, on GET, DELETE, and on resuming a stream',
    expected: NO_TOKEN,
    async run({ bearer, post, send }) {
      await post(toolCall('whoami'), await bearer(''));
      const say = async (method: string, headers = {}) =>
        `${sayRefusal(await send({ method, headers }))}, ${counted(0)}`;
      return {
        POST: await post(toolCall('whoami')),
        GET: await say('GET', { accept: 'text/event-stream' }),
        DELETE: await say('DELETE', { 'mcp-session-id': 'x' }),
        resumed: await say('GET', { accept: 'text/event-stream', 'last-event-id': '1' }),
      };
    },
  },
  {
    id: 'MC-11',
    attack: 'the challenge, read for tools, versions, stacks',
    expected: 'nothing',
    async run({ send }) {
      const { headers, text } = await send({ method: 'POST', body: '{}' });
      const told = JSON.stringify(headers) + text;
      return /protected_action|user_action|express|node|\bat \//i.exec(told)?.[0] ?? 'nothing';
    },
  },
  {
    id: 'MC-12',
    attack: 'a tool that needs more, called alone, in a batch, by clients of either era',
    expected: FORBIDDEN,
    async run({ bearer, post }) {
      const headers = await bearer('mcp:read');
      const { body, headers: named } = modern('protected_action');
      return {
        alone: await post(toolCall('protected_action'), headers),
        batch: await post([toolCall('whoami'), toolCall('protected_action', 'x', 2)], headers),
        'of 2026': await post(body, { ...named, ...headers }),
        'similar scopes': await post(
          toolCall('protected_action'),
          await bearer('mcp:writeall MCP:WRITE mcp'),
        ),
      };
    },
  },
  {
    id: 'MC-12',
    attack: 'headers that name another tool, method or revision than the body',
    expected: MALFORMED,
    async run({ bearer, post }) {
      const { body, headers } = modern('protected_action');
      const all = { ...headers, ...(await bearer('mcp:read mcp:write')) };
      return {
        tool: await post(body, { ...all, 'mcp-name': 'whoami' }),
        method: await post(body, { ...all, 'mcp-method': 'tools/list' }),
        revision: await post(body, { ...all, 'mcp-protocol-version': '2025-11-25' }),
      };
    },
  },
  {
    id: 'MC-12',
    attack: 'names in another case, NUL in keys',
    expected: 'nothing was processed',
    async run({ bearer, send }) {
      const headers = { 'content-type': 'application/json', ...(await bearer('mcp:read')) };
      const { method, ...message } = toolCall('protected_action');
      const bodies = {
        tool: toolCall('Protected_Action'),
        space: toolCall('protected_action '),
        NUL: toolCall('protected_action\u0000'),
        __proto: toolCall('__proto__'),
        METHOD: { ...message, METHOD: method },
        'method and NUL': { ...message, 'method\u0000': method },
      };
      return each(bodies, async (body) => {
        const { status, text } = await send({
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        });
        if (status >= 500) return `${status}`;
        return text.includes('Processed') ? 'it was processed' : 'nothing was processed';
      });
    },
  },
  {
    id: 'MC-13',
    attack: 'identity headers of a gateway beside a token without the scope',
    expected: FORBIDDEN,
    async run({ bearer, post }) {
      const headers = await bearer('mcp:read');
      return each(
        {
          'x-user': 'root',
          X_User: 'root',
          'x-forwarded-user': 'root',
          'x-scope': 'mcp:write',
          'router-key': 'x',
        },
        (value) =>
          post(toolCall('protected_action'), {
            ...headers,
            'x-user': value,
            X_User: value,
            'x-scope': 'mcp:write',
            'router-key': value,
          }),
      );
    },
  },
  {
    id: 'MC-13',
    attack: 'the same headers and no token',
    expected: NO_TOKEN,
    run: ({ post }) =>
      post(toolCall('whoami'), {
        'x-user': 'root',
        'x-forwarded-access-token': 'x',
        x_user: 'root',
      }),
  },
  {
    id: 'MC-06',
    attack: 'the session id of somebody else, one that was made up',
    // There are none: every request is by itself, and the id means nothing.
    expected: SERVED,
    async run({ bearer, post }) {
      const headers = await bearer('');
      return each({ theirs: 'of-somebody-else', guessed: '1' }, (id) =>
        post(toolCall('whoami'), { ...headers, 'mcp-session-id': id }),
      );
    },
  },
];
