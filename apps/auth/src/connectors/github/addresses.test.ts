import { expect, test } from 'vitest';
import { addressFacts, type GitHubAddress } from './addresses.ts';

const primary = (email: string, verified?: boolean | null): GitHubAddress => ({
  email,
  primary: true,
  verified,
});
const other = (email: string, verified = true): GitHubAddress => ({
  email,
  primary: false,
  verified,
});

test('every verified address is kept, and the primary one is shown', () => {
  const addresses = [
    other('ada@old.example'),
    primary('Ada@corp.com', true),
    other('ada+x@corp.com'),
    other('unverified@corp.com', false),
    other('ada@old.example'),
  ];
  expect(addressFacts(addresses, [])).toEqual({
    email: 'Ada@corp.com',
    emailVerified: true,
    verifiedEmails: ['ada@old.example', 'Ada@corp.com', 'ada+x@corp.com'],
  });
});

test.each<[string, GitHubAddress[]]>([
  ['none at all', []],
  ['none verified', [primary('a@example.com', false)]],
  ['nothing said of it', [primary('a@example.com')]],
  ['null said of it', [primary('a@example.com', null)]],
  ['the noreply address', [primary('1+octocat@users.noreply.github.com', true)]],
  ['the noreply address of an own server', [primary('1+octo@USERS.noreply.git.corp.com', true)]],
  ['two @ in it', [primary('a@b@example.com', true)]],
  ['a line break in it', [primary('a@example.com\n', true)]],
])('with %s there is no verified address, and none is shown', (_, addresses) => {
  expect(addressFacts(addresses, [])).toEqual({ emailVerified: false, verifiedEmails: [] });
});

test('a verified address beside a primary one that is not is kept, and not shown', () => {
  const addresses = [primary('a@example.com', false), other('b@example.com')];
  expect(addressFacts(addresses, [])).toEqual({
    emailVerified: false,
    verifiedEmails: ['b@example.com'],
  });
});

test('a primary address that the operator vouches for is shown, and not called verified', () => {
  for (const verified of [false, undefined, null]) {
    expect(addressFacts([primary('Ada@Corp.com', verified)], ['corp.com'])).toEqual({
      email: 'Ada@Corp.com',
      emailVerified: false,
      verifiedEmails: [],
    });
  }
});

test.each<[string, GitHubAddress]>([
  ['another than the primary', other('ceo@corp.com', false)],
  ['one of another domain', primary('a@evil.com', false)],
  ['one of a subdomain', primary('a@sub.corp.com', false)],
  ['one of the domain with a dot', primary('a@corp.com.', false)],
  ['one with a Kelvin sign', primary('a@\u{212A}orp.com', false)],
  ['a noreply address', primary('1+a@users.noreply.corp.com', false)],
])('nobody vouches for %s', (_, address) => {
  const vouched = ['corp.com', 'korp.com', 'users.noreply.corp.com'];
  expect(addressFacts([address], vouched)).not.toHaveProperty('email');
});
