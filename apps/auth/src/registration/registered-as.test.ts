import { expect, test } from 'vitest';
import { registeredAs } from './registered-as.ts';

const METADATA = {
  client_id: 'client_1',
  client_name: 'Editor',
  redirect_uris: ['http://127.0.0.1:51423/callback', 'editor://callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] },
};

test.each([
  ['another id and secret', { client_id: 'client_2', client_secret: 's', client_id_issued_at: 1 }],
  [
    'another port on loopback',
    { redirect_uris: ['editor://callback', 'http://127.0.0.1:40001/callback'] },
  ],
  ['no port on loopback', { redirect_uris: ['http://127.0.0.1/callback', 'editor://callback'] }],
  ['another order of a list', { grant_types: ['refresh_token', 'authorization_code'] }],
  ['another order of members', { jwks: { keys: [{ y: 'y', x: 'x', crv: 'P-256', kty: 'EC' }] } }],
])('the same with %s is the same', (_what, changed) => {
  const reversed = Object.fromEntries(Object.entries(METADATA).reverse());
  expect(registeredAs({ ...reversed, ...changed })).toBe(registeredAs(METADATA));
});

test.each([
  ['name', { client_name: 'Editor 2' }],
  ['host', { redirect_uris: ['http://localhost:51423/callback', 'editor://callback'] }],
  ['path', { redirect_uris: ['http://127.0.0.1:51423/other', 'editor://callback'] }],
  ['port elsewhere', { redirect_uris: ['https://editor.example:51423/callback'] }],
  ['grant type', { grant_types: ['authorization_code'] }],
  ['key', { jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'z', y: 'y' }] } }],
  ['further member', { software_id: 'a' }],
])('another %s is another', (_what, changed) => {
  expect(registeredAs({ ...METADATA, ...changed })).not.toBe(registeredAs(METADATA));
});

test('a list of two is not one text, nor a nested list', () => {
  const hashes = [['a', 'b'], ['a","b'], [['a', 'b']], 'a'].map((contacts) =>
    registeredAs({ contacts }),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});
