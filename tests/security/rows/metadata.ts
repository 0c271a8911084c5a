import { rawRequest } from '../../behaviour/actors/raw-request.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, spelled } from '../runner/words.ts';

const DOCUMENTS = spelled(
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
);
const OPENID = '/.well-known/openid-configuration';

const HOSTS: Readonly<Record<string, readonly string[]>> = {
  Host: ['Host: evil.example'],
  'userinfo in Host': ['Host: a@evil.example'],
  'two Hosts': ['Host: localhost', 'Host: evil.example'],
};

const FORWARDED: Readonly<Record<string, readonly string[]>> = {
  'X-Forwarded-Host': ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'],
  'X-Forwarded-Port': ['X-Forwarded-Port: 1', 'X-Forwarded-For: 6.6.6.6'],
  Forwarded: ['Forwarded: for=6.6.6.6;host=evil.example;proto=https'],
};

/** `refused` or `unchanged`; else what came out of it. */
async function metadataUnder(on: Target, lines: readonly string[], target = OPENID) {
  const { status, text } = await rawRequest(on.issuer, [`GET ${target} HTTP/1.1`, ...lines]);
  if (text.includes('evil')) return 'poisoned';
  if (status === 400 || status === 421) return 'refused';
  return text.includes(`"token_endpoint":"${on.issuer}/token"`) ? 'unchanged' : String(status);
}

export const metadata: readonly Row[] = [
  {
    id: 'MD-01',
    attack: 'metadata under a foreign Host, one with userinfo, two of them',
    expected: 'refused',
    stock: 'red',
    prepare: (on) => Promise.resolve(() => each(HOSTS, (lines) => metadataUnder(on, lines))),
  },
  {
    id: 'MD-01',
    attack: 'metadata under forwarding headers of somebody who is no proxy of ours',
    expected: 'unchanged',
    stock: { green: 'it reads them only where proxy is set, which bare it is not' },
    prepare: (on) =>
      Promise.resolve(() =>
        each(FORWARDED, (lines) =>
          metadataUnder(on, [`Host: ${new URL(on.issuer).host}`, ...lines]),
        ),
      ),
  },
  {
    id: 'MD-01',
    attack: 'metadata by a request line in absolute form',
    expected: 'refused',
    prepare: (on) =>
      Promise.resolve(() =>
        metadataUnder(on, [`Host: ${new URL(on.issuer).host}`], `http://evil.example${OPENID}`),
      ),
  },
  {
    id: 'MD-01',
    attack: 'an authorization request under a foreign Host, for the stored interaction',
    expected: 'refused, and no interaction leads to evil.example',
    stock: 'red',
    async prepare(on) {
      const { pathname, search } = (await on.client()).authorizationUrl();
      return async () => {
        const { status, text } = await rawRequest(on.issuer, [
          `GET ${pathname}${search} HTTP/1.1`,
          'Host: evil.example',
        ]);
        const begun = /^(?:location|set-cookie):/im.test(text);
        return begun
          ? `${status}, and an interaction was begun`
          : 'refused, and no interaction leads to evil.example';
      };
    },
  },
  {
    id: 'MD-02',
    attack: 'an issuer in two spellings: metadata at both places, ID token, iss',
    expected: 'one spelling, application/json',
    changes: 'not compared',
    async prepare(on) {
      const { tokens } = await on.issued({ scope: 'openid notes:read' });
      const [, claims = ''] = (tokens.id_token ?? '').split('.');
      const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string };
      return () =>
        each(DOCUMENTS, async (path) => {
          const { body, headers } = await on.send(path);
          const same = body.issuer === on.issuer && iss === on.issuer;
          const type = (headers.get('content-type') ?? '').split(';')[0];
          return `${same ? 'one spelling' : 'two spellings'}, ${type}`;
        });
    },
  },
  {
    id: 'MD-03',
    attack: 'private members in the JWKS',
    expected: 'none, and no shared key',
    prepare: (on) =>
      Promise.resolve(async () => {
        const { keys } = (await (await on.fetch('/jwks')).json()) as {
          keys: Readonly<Record<string, unknown>>[];
        };
        const members = keys.flatMap((key) => Object.keys(key));
        const told = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].filter((one) =>
          members.includes(one),
        );
        const shared = keys.some(({ kty }) => kty === 'oct') ? 'a' : 'no';
        return `${told.join() || 'none'}, and ${shared} shared key`;
      }),
  },
  {
    id: 'MD-04',
    attack: 'a rotation of keys that leaves tokens without one',
    notApplicable:
      'Signing keys are not rotated yet; one active key for an algorithm is the rule of the database.',
  },
  {
    id: 'MD-05',
    attack: 'metadata and keys from a cache that keeps them too long, or never',
    expected: 'public for minutes',
    prepare: (on) =>
      Promise.resolve(() =>
        each({ ...DOCUMENTS, '/jwks': '/jwks' }, async (path) => {
          const control = (await on.send(path)).headers.get('cache-control') ?? 'nothing';
          const seconds = Number(/max-age=(\d+)/.exec(control)?.[1] ?? 0);
          const short = control.includes('public') && seconds > 0 && seconds <= 3600;
          return short ? 'public for minutes' : control;
        }),
      ),
  },
  {
    id: 'MD-05',
    attack: 'tokens, userinfo, interactions from a cache',
    expected: 'no-store',
    changes: 'not compared',
    async prepare(on) {
      const { client, code } = await on.code({ scope: 'openid', resource: undefined });
      return async () => {
        const exchanged = await client.exchange(code);
        const headers = { authorization: `Bearer ${String(exchanged.body.access_token)}` };
        const login = await on.stranger().browser.open(client.authorizationUrl());
        const answers = {
          '/token': exchanged.headers,
          '/me': (await on.fetch('/me', { headers })).headers,
          'an interaction': login.headers,
        };
        return Object.fromEntries(
          Object.entries(answers).map(([name, its]) => [
            name,
            /\bno-store\b/.exec(its.get('cache-control') ?? '')?.[0] ?? 'kept',
          ]),
        );
      };
    },
  },
  {
    id: 'MD-06',
    attack: 'protected-resource metadata that names another resource, no server, or offline_access',
    expected: 'its own resource, its server, no offline_access',
    file: 'packages/auth-core/src/protected-resource/protected-resource.test.ts',
    titles: ['is described at the path-inserted and at the root well-known', 'cannot have'],
  },
  {
    id: 'MD-07',
    attack: 'none or a shared key among the algorithms; features that are off',
    expected: 'neither, and nothing that is off',
    prepare: (on) =>
      Promise.resolve(() =>
        each(DOCUMENTS, async (path) => {
          const { body } = await on.send(path);
          const offered = Object.entries(body)
            .filter(([name]) => name.includes('_alg_'))
            .flatMap(([, algorithms]) => algorithms as string[]);
          const weak = offered.filter((one) => one === 'none' || one.startsWith('HS'));
          const off = Object.keys(body).filter((name) =>
            /device|pushed|ciba|dpop|end_session/.test(name),
          );
          return `${weak.join() || 'neither'}, and ${off.join() || 'nothing'} that is off`;
        }),
      ),
  },
  {
    id: 'MD-08',
    attack: 'a path in another spelling, to get past the rule of a proxy',
    expected: 'not found',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          spelled('/realms;x/token', '//token', '/%2e%2e/token', '/TOKEN', '/token.', '/token%2f'),
          async (path) => {
            const lines = [`POST ${path} HTTP/1.1`, `Host: ${new URL(on.issuer).host}`];
            const { status } = await rawRequest(on.issuer, [...lines, 'Content-Length: 0']);
            return status === 404 || status === 400 ? 'not found' : String(status);
          },
        ),
      ),
  },
];
