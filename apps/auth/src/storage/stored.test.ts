import { expect, test } from 'vitest';
import {
  readStored,
  STORED_CONSENT_PROMPT,
  STORED_GRANT,
  STORED_INTERACTION,
  STORED_JWK,
  STORED_REDIRECTS,
  STORED_SIGN_IN,
  StoredShapeError,
  storedArtifact,
  storedClientMetadata,
  storedTexts,
} from './stored.ts';

const shapes = {
  grant: STORED_GRANT,
  interaction: STORED_INTERACTION,
  prompt: STORED_CONSENT_PROMPT,
  redirects: STORED_REDIRECTS,
  'sign-in': STORED_SIGN_IN,
};

test.each([
  ['grant', {}],
  ['grant', { iat: 1, openid: { scope: 'openid', rejected: '' }, resources: { 'https://a': 'b' } }],
  ['interaction', { params: {}, prompt: { name: 'login', reasons: [], details: {} } }],
  ['interaction', { session: { uid: 'u', accountId: 'a' }, result: { consent: { grantId: 'g' } } }],
  ['interaction', { result: { login: { accountId: 'a', ts: 1 }, browser: 'hash' } }],
  ['prompt', {}],
  ['prompt', { missingOIDCScope: ['openid'], missingResourceScopes: { 'https://a': ['b'] } }],
  ['redirects', { loopback: ['a', 'b'] }],
  [
    'sign-in',
    { boundTo: 'x', outcome: 'signed-in', provider: 'github', userId: 'usr_a', authTime: 1 },
  ],
] as const)('a %s is read: %j', (what, stored) => {
  expect(() => readStored(what, shapes[what], stored)).not.toThrow();
});

test.each([
  ['grant', null, ''],
  ['grant', { resources: ['https://a'] }, 'resources'],
  ['grant', { openid: { scope: ['openid'] } }, 'openid.scope'],
  ['interaction', { session: 'a session' }, 'session'],
  ['interaction', { result: { login: {} } }, 'result.login.accountId'],
  ['prompt', { missingOIDCScope: 'openid' }, 'missingOIDCScope'],
  ['prompt', { missingResourceScopes: { 'https://a': 'b' } }, 'missingResourceScopes.https://a'],
  ['redirects', { loopback: 'all' }, 'loopback'],
  ['sign-in', { outcome: 'signed-in', userId: 'usr_a', authTime: 1 }, 'provider'],
  ['sign-in', { outcome: 'signed-in', provider: 'github', userId: 7, authTime: 1 }, 'userId'],
  ['sign-in', { outcome: 'unheard of' }, 'outcome'],
] as const)(
  'a %s that is something else is an error that says where: %j',
  (what, stored, where) => {
    const read = () => readStored(what, shapes[what], stored);
    const place = where === '' ? '' : `, at ${where}`;
    expect(read).toThrow(StoredShapeError);
    expect(read).toThrow(new RegExp(`^a stored ${what} is not as this version stores it${place}$`));
  },
);

test('a record of the library keeps whatever the library put there', () => {
  const stored = { clientId: 'c', claims: { a: 1 }, consumed: 5 };
  expect(storedArtifact(stored)).toBe(stored);
});

test.each([
  [undefined, ''],
  [null, ''],
  ['a text', ''],
  [{ clientId: 5 }, ', at clientId'],
  [{ exp: '5' }, ', at exp'],
  [{ grantId: null }, ', at grantId'],
])('%j is no record of the library', (stored, place) => {
  expect(() => storedArtifact(stored)).toThrow(
    `a stored record is not as this version stores it${place}`,
  );
});

test('what is stored is not in the error', () => {
  const read = () =>
    readStored('grant', STORED_GRANT, { openid: { scope: { secret: 'hunter2' } } });
  expect(read).not.toThrow('hunter2');
  expect(read).toThrow(StoredShapeError);
});

const JWK = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'hunter2', kid: 'k', alg: 'ES256' };

test.each([JWK, { ...JWK, use: 'sig', key_ops: ['sign'] }])(
  'a signing key is read whole: %j',
  (key) => {
    expect(readStored('signing key', STORED_JWK, JSON.stringify(key))).toEqual(key);
  },
);

test.each([
  ['hunter2', ''],
  ['{"d":"hunter2', ''],
  ['"hunter2"', ''],
  [JSON.stringify({ ...JWK, kid: undefined }), ', at kid'],
  [JSON.stringify({ ...JWK, d: ['hunter2'] }), ', at d'],
])('a signing key that is none is an error without the key: %s', (sealed, place) => {
  const read = () => readStored('signing key', STORED_JWK, sealed);
  expect(read).toThrow(StoredShapeError);
  expect(read).toThrow(
    new RegExp(`^a stored signing key is not as this version stores it${place}$`),
  );
});

test('metadata of a client keeps whatever its version put there', () => {
  const stored = { client_id: 'c', client_name: null, jwks: { keys: [] } };
  expect(storedClientMetadata(stored)).toEqual(stored);
  expect(storedClientMetadata({ client_id: 'c' })).toEqual({ client_id: 'c' });
});

test.each([
  [null, ''],
  ['hunter2', ''],
  [{}, '.client_id'],
  [['hunter2'], '.client_id'],
  [{ client_id: { secret: 'hunter2' } }, '.client_id'],
])('%j is no metadata of a client', (stored, place) => {
  const read = () => storedClientMetadata(stored);
  expect(read).toThrow(StoredShapeError);
  expect(read).toThrow(
    new RegExp(`^a stored client is not as this version stores it, at metadata${place}$`),
  );
});

test.each([[{}], [{ 'mcp:read': 'Read' }], [{ constructor: '' }]])(
  '%j are texts by name',
  (stored) => {
    expect(storedTexts('resource', 'scopes', stored)).toBe(stored);
  },
);

test.each([
  [undefined],
  [null],
  ['hunter2'],
  [[]],
  [['hunter2']],
  [{ hunter2: 7 }],
  [{ hunter2: null }],
])('%j are no texts by name', (stored) => {
  const read = () => storedTexts('resource', 'scopes', stored);
  expect(read).toThrow(StoredShapeError);
  expect(read).toThrow(/^a stored resource is not as this version stores it, at scopes$/);
});
