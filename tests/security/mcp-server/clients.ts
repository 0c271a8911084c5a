/** What clients are led to: RS-30 and RS-31, and MC-18 to MC-23, which are about a proxy. */
import { counted } from '../resource-server/runner/words.ts';
import type { McpRow } from './row.ts';
import { toolCall } from './target.ts';

/** This server is no proxy; the tests of apps/mcp start one for each attack. */
const atAProxy = (id: string, attack: string, file: string): McpRow => ({
  id,
  attack,
  notApplicable: `It is played at a proxy, in apps/mcp/tests/${file}.`,
});

export const clients: readonly McpRow[] = [
  {
    id: 'RS-30',
    attack: 'a client that asks for exactly what a challenge names, and drops the token it has',
    expected: 'mcp:read mcp:write',
    async run({ bearer, send }) {
      const scopeOf = async (name: string, scope?: string) => {
        const { headers } = await send({
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(scope !== undefined && (await bearer(scope))),
          },
          body: JSON.stringify(toolCall(name)),
        });
        const named = /scope="([^"]*)"/.exec(headers['www-authenticate'] ?? '')?.[1];
        return (named ?? '').split(' ').sort().join(' ');
      };
      return {
        first: await scopeOf('whoami'),
        'after reading': await scopeOf('protected_action', 'mcp:read'),
        'after writing': await scopeOf('user_action', 'mcp:write'),
        'with scopes that are not ours': await scopeOf(
          'protected_action',
          'openid mcp:read email offline_access theirs a"b',
        ),
      };
    },
  },
  {
    id: 'RS-31',
    attack: 'the repeated metadata, asked to be of somebody else, and by 60 at once',
    expected: `what the issuer says, ${counted(1)}`,
    async run({ issuer, send }) {
      const path = '/.well-known/oauth-authorization-server';
      const paths = {
        plain: path,
        query: `${path}?issuer=https://evil.example&resource=http://169.254.169.254/`,
        'path of the resource': `${path}/mcp`,
      };
      const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
      const before = issuer.requests.length;
      const answers = await Promise.all(
        Object.values(paths).flatMap((asked) =>
          Array.from({ length: 20 }, () => send({ headers }, asked)),
        ),
      );
      const fetched = counted(issuer.requests.length - before);
      const said = new Set(answers.map(({ status, text }) => `${status} ${text}`));
      const same = `200 ${JSON.stringify({ issuer: issuer.issuer, jwks_uri: issuer.jwksUri })}`;
      return said.size === 1 && said.has(same)
        ? `what the issuer says, ${fetched}`
        : `${[...said].join(' and ')}, ${fetched}`;
    },
  },
  atAProxy('MC-18', 'a refresh that asks for more than was granted', 'proxy-refresh.test.ts'),
  atAProxy('MC-19', 'a broken request or Deny as an open redirect', 'proxy-errors.test.ts'),
  atAProxy(
    'MC-20',
    'a name, a host or a moving window that deceives',
    'proxy-consent-page.test.ts',
  ),
  atAProxy('MC-21', 'a registration that breaks, bloats or leads', 'proxy-registration.test.ts'),
  atAProxy('MC-22', 'limits that pages of somebody else use up', 'proxy-registration.test.ts'),
  atAProxy(
    'MC-23',
    'a yes of another browser, whose cookie was planted',
    'proxy-planted-cookies.test.ts',
  ),
];
