import { base64url } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';

import {
  createTestIssuer,
  signCompact,
  type TestIssuer,
  type TestStatusList,
  testStatusList,
  type TokenChanges,
} from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { inflate } from './inflate.ts';
import { StatusList } from './list.ts';
import { type ListExpectations, verifyListToken } from './list-token.ts';

const clock = () => 1_800_000_000_000;
const now = clock() / 1000;

let issuer: TestIssuer;
let list: TestStatusList;
let expected: ListExpectations;

beforeEach(async () => {
  issuer = await createTestIssuer({ audience: 'https://mcp.example.com/mcp', clock });
  list = testStatusList({ issuer, clock });
  const { signingKeys } = jwtVerifier({
    issuer: issuer.issuer,
    audience: 'any',
    fetch: issuer.fetch,
    clock,
  });
  const keys = signingKeys?.get(issuer.issuer);
  if (!keys) throw new Error('a verifier of JWTs has keys');
  expected = {
    uri: list.uri,
    issuer: issuer.issuer,
    keys,
    maxResponseBytes: 2 ** 19,
    maxListBytes: 2 ** 20,
    clockTolerance: 5,
    now,
  };
});

async function token(changes: TokenChanges = {}): Promise<string> {
  list.changes = changes;
  return (await list.fetch(list.uri, {})).text();
}
const verified = async (changes?: TokenChanges) => verifyListToken(await token(changes), expected);
const refused = expect.objectContaining({ code: 'issuer_status_list_invalid', status: 503 });

describe('a status list token', () => {
  it('says what the issuer wrote', async () => {
    list.set(7);
    const { list: statuses, ...times } = await verified();
    expect([6, 7, 8].map((index) => statuses.at(index))).toEqual([0, 1, 0]);
    expect(times).toEqual({ issuedAt: now, expiresAt: now + 86_400, timeToLive: 4 });
  });

  it('may leave its end and its time to live open', async () => {
    const times = await verified({ claims: { exp: undefined, ttl: undefined } });
    expect(times).toMatchObject({ expiresAt: Number.POSITIVE_INFINITY, timeToLive: undefined });
  });

  it.each([undefined, 'JWT', 'at+jwt', 'statuslist+cwt'])('is not of the type %j', async (typ) => {
    await expect(verified({ header: { typ } })).rejects.toThrow(refused);
  });

  it.each(['none', 'HS256', undefined])('is not signed with %j', async (alg) => {
    await expect(verified({ header: { alg } })).rejects.toThrow(refused);
  });

  it.each([{ kid: 'unknown' }, { kid: undefined }, { crit: ['exp'] }])(
    'does not have the header %j',
    async (header) => {
      await expect(verified({ header })).rejects.toThrow(refused);
    },
  );

  it.each([
    { sub: undefined },
    { sub: 'https://auth.example.com/status/2' },
    { sub: 'https://auth.example.com/status/1/' },
    { iss: 'https://other.example.com' },
    { iat: undefined },
    { iat: `${now}` },
    { iat: now + 6 },
    { exp: now - 5 },
    { exp: `${now + 60}` },
    { exp: null },
    { ttl: 0 },
    { ttl: -4 },
    { ttl: '4' },
    { status_list: undefined },
    { status_list: 'list' },
    { status_list: { bits: 1 } },
    { status_list: { bits: 3, lst: 'eNoDAAAAAAE' } },
    { status_list: { bits: '1', lst: 'eNoDAAAAAAE' } },
    { status_list: { bits: 1, lst: 7 } },
    { status_list: { bits: 1, lst: '!' } },
    { status_list: { bits: 1, lst: 'eNrbuRgAAhcBX' } },
    { status_list: { bits: 1, lst: 'AAAA' } },
  ])('does not say %j', async (claims) => {
    await expect(verified({ claims })).rejects.toThrow(refused);
  });

  it('is signed by the issuer', async () => {
    list.fault = 'foreign key';
    await expect(verified()).rejects.toThrow(refused);
  });

  it('is not an access token of the issuer, whatever that says', async () => {
    const access = await issuer.token({
      claims: { sub: list.uri, status_list: { bits: 1, lst: 'eNoDAAAAAAE' } },
    });
    await expect(verifyListToken(access, expected)).rejects.toThrow(refused);
  });

  it('is a canonical JWS and nothing else', async () => {
    const good = await token();
    for (const text of ['', '{}', '<!doctype html>', `${good}\n`, good.slice(1)]) {
      await expect(verifyListToken(text, expected)).rejects.toThrow(refused);
    }
  });

  it('is too long beyond the limit', async () => {
    const good = await token();
    const limit = { ...expected, maxResponseBytes: good.length };
    await expect(verifyListToken(good, limit)).resolves.toBeDefined();
    limit.maxResponseBytes -= 1;
    await expect(verifyListToken(good, limit)).rejects.toThrow(refused);
  });

  it('of 2^20 places that cannot be compressed is within the limits', async () => {
    list = testStatusList({ issuer, clock, places: 2 ** 20 });
    const random = new Uint32Array(16_384);
    for (const part of [random.subarray(0, 16_384)]) crypto.getRandomValues(part);
    for (let i = 0; i < 2 ** 19; i += 1) {
      if (((random[i >> 5] ?? 0) >> (i & 31)) & 1) list.set(i);
    }
    const { list: statuses } = await verified();
    expect(statuses.at(2 ** 20 - 1)).toBe(0);
    expect(statuses.at(2 ** 20)).toBeUndefined();
  });

  it('cannot be judged while the issuer’s keys cannot be had', async () => {
    issuer.reachable = false;
    await expect(verified()).rejects.toThrow(
      expect.objectContaining({ code: 'issuer_unavailable' }),
    );
  });

  it('that unfolds into 64 MiB is given up after the first', async () => {
    list.fault = 'bomb';
    const bomb = await token();
    expect(bomb.length).toBeLessThan(2 ** 17);
    const before = process.memoryUsage.rss();
    await expect(verifyListToken(bomb, expected)).rejects.toThrow(
      expect.objectContaining({ cause: expect.any(RangeError) as unknown }),
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 2 ** 20);
  });
});

describe('the places of a list', () => {
  // draft-ietf-oauth-status-list §4.1, both examples.
  it('are counted from the least significant bit, one bit each', async () => {
    const packed = Uint8Array.from(Buffer.from('78dadbb918000217015d', 'hex'));
    const statuses = new StatusList(1, await inflate(packed, 2));
    const said = Array.from({ length: 17 }, (_, index) => statuses.at(index));
    expect(said.slice(0, 16).join('')).toBe('1001110111000101');
    expect(said[16]).toBeUndefined();
  });

  it('are counted from the least significant bit, two bits each', async () => {
    const packed = Uint8Array.from(Buffer.from('78da3be9f2130003df0207', 'hex'));
    const statuses = new StatusList(2, await inflate(packed, 3));
    const said = Array.from({ length: 13 }, (_, index) => statuses.at(index));
    expect(said.slice(0, 12).join('')).toBe('120301011233');
    expect(said[12]).toBeUndefined();
  });

  it('are read the same with four and with eight bits', () => {
    const bytes = Uint8Array.of(0x21, 0xf0);
    const four = new StatusList(4, bytes);
    expect([0, 1, 2, 3, 4].map((index) => four.at(index))).toEqual([1, 2, 0, 15, undefined]);
    const eight = new StatusList(8, bytes);
    expect([0, 1, 2].map((index) => eight.at(index))).toEqual([0x21, 0xf0, undefined]);
  });
});

it('the test kit packs a list as the draft does', async () => {
  list = testStatusList({ issuer, clock, places: 16 });
  for (const index of [0, 3, 4, 5, 7, 8, 9, 13, 15]) list.set(index);
  const [, payload = ''] = (await token()).split('.');
  const { status_list: packed } = JSON.parse(
    new TextDecoder().decode(base64url.decode(payload)),
  ) as { status_list: { lst: string } };
  expect(await inflate(Uint8Array.from(base64url.decode(packed.lst)), 2)).toEqual(
    Uint8Array.of(0xb9, 0xa3),
  );
  expect(await signCompact({}, {}, issuer.privateKey)).toMatch(/^e30\.e30\./);
});
