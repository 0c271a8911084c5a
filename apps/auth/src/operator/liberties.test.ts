import { expect, test } from 'vitest';
import { libertyFault } from './liberties.ts';

const HTTPS = ['https://app.example/cb', 'https://app.example/other'];
const client = { silent: false, trusted: false, pkce: 'required' as const, redirect_uris: HTTPS };

test.each([
  ['nothing of the kind', {}, false],
  ['nothing of the kind, and public', {}, true],
  ['silent', { silent: true }, false],
  ['trusted', { trusted: true }, false],
  ['pkce optional', { pkce: 'optional' as const }, false],
  [
    'pkce optional on loopback',
    { pkce: 'optional' as const, redirect_uris: ['http://127.0.0.1/'] },
    false,
  ],
])('a client may have %s', (_what, asked, isPublic) => {
  expect(libertyFault({ ...client, ...asked }, isPublic)).toBeUndefined();
});

test.each(['silent', 'trusted'] as const)('%s is for sites that can prove who they are', (name) => {
  const asked = { ...client, [name]: true };
  expect(libertyFault(asked, true)).toEqual({ code: 'needs_proof', of: name });
  expect(libertyFault({ ...asked, redirect_uris: [] }, false)).toEqual({
    code: 'needs_redirect_uri',
    of: name,
  });
  for (const uri of [
    'http://127.0.0.1/cb',
    'https://localhost/cb',
    'https://127.0.0.2:5/cb',
    'https://app.localhost/cb',
    'com.example.app:/cb',
  ]) {
    const wrong = libertyFault({ ...asked, redirect_uris: [...HTTPS, uri] }, false);
    expect(wrong).toEqual({ code: 'needs_https', of: name, redirectUri: uri });
  }
});

test('pkce optional is not for public clients, nor for those that nobody signs in to', () => {
  const asked = { ...client, pkce: 'optional' as const };
  expect(libertyFault(asked, true)).toEqual({ code: 'needs_pkce' });
  expect(libertyFault({ ...asked, redirect_uris: [] }, false)).toEqual({
    code: 'needs_redirect_uri',
    of: 'pkce',
  });
});
