import { beforeEach, describe, expect, it } from 'vitest';

import { type TestIssuer, type TestStatusList, testStatusList } from '../testing/index.ts';
import { statusScene, type StatusScene, type TestClock } from './status.fixture.ts';
import type { StatusCheckedVerifier } from './status-checked.ts';

let clock: TestClock;
let issuer: TestIssuer;
let list: TestStatusList;
let checked: StatusScene['checked'];
let tokenAt: StatusScene['tokenAt'];
let verifier: StatusCheckedVerifier;

beforeEach(async () => {
  ({ clock, issuer, list, checked, tokenAt } = await statusScene());
  verifier = checked();
});

const invalid = expect.objectContaining({ code: 'token_status_invalid', status: 401 });

describe('a status that cannot be followed', () => {
  const uri = 'https://auth.example.com/status/1';
  it.each([
    'revoked',
    null,
    {},
    [],
    { status_list: null },
    { status_list: { idx: 7 } },
    { status_list: { uri } },
    { status_list: { uri, idx: -1 } },
    { status_list: { uri, idx: 1.5 } },
    { status_list: { uri, idx: '7' } },
    { status_list: { uri: 7, idx: 7 } },
    { status_list: { uri: `${uri}${'x'.repeat(2048)}`, idx: 7 } },
    { identifier_list: { id: '7', uri } },
  ])('gets its token refused: %j', async (status) => {
    const token = await issuer.token({ claims: { status } });
    await expect(checked({ fail: 'open' }).verify(token)).rejects.toThrow(invalid);
    expect(list.requests).toEqual([]);
  });

  it.each([
    'https://evil.example.com/status/1',
    'https://auth.example.com.evil.example.com/status/1',
    'https://auth.example.com:8443/status/1',
    'https://auth.example.com@evil.example.com/status/1',
    'https://user:password@auth.example.com/status/1',
    'http://auth.example.com/status/1',
    'http://127.0.0.1:8080/status/1',
    'http://169.254.169.254/latest/meta-data',
    'https://auth.example.com/status/1#fragment',
    'file:///etc/passwd',
    'data:text/plain,list',
    '/status/1',
    '',
  ])('has nothing fetched that is not the issuer’s: %s', async (address) => {
    const fetched: string[] = [];
    verifier = checked({
      fail: 'open',
      fetch: (url) => {
        fetched.push(url);
        return Promise.resolve(new Response());
      },
    });
    const status = { status_list: { idx: 7, uri: address } };
    await expect(verifier.verify(await issuer.token({ claims: { status } }))).rejects.toThrow(
      invalid,
    );
    expect(fetched).toEqual([]);
  });

  it('may be elsewhere where that is allowed, and then nowhere else', async () => {
    const elsewhere = testStatusList({
      issuer,
      uri: 'https://lists.example.com/1',
      clock: clock.now,
    });
    const options = { origins: ['https://lists.example.com'], fetch: elsewhere.fetch };
    const status = elsewhere.reference(7);
    const token = await issuer.token({ claims: { status } });
    await expect(verifier.verify(token)).rejects.toThrow(invalid);
    await expect(checked(options).verify(token)).resolves.toBeDefined();
    await expect(checked(options).verify(await tokenAt(7))).rejects.toThrow(invalid);
  });

  it('is refused from an issuer nobody named for signing lists', async () => {
    const auth = await verifier.verify(await tokenAt(7));
    const other = checked(
      { keys: { issuer: 'https://other.example.com' } },
      { verify: async () => auth },
    );
    await expect(other.verify('token')).rejects.toThrow(invalid);
  });
});
