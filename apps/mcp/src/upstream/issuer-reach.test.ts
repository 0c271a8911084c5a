import { beforeEach, describe, expect, it } from 'vitest';

import { IssuerReach } from './issuer-reach.ts';

let now: number;
let reach: IssuerReach;
beforeEach(() => {
  now = 1_000_000;
  reach = new IssuerReach(() => now);
});
const minute = 60_000;

it('is there until somebody has met something else', () => {
  expect(reach.isThere).toBe(true);
});

describe.each(['keys', 'status_list', 'introspection', 'token_check'] as const)('%s', (what) => {
  it('that never were had count as missing for ten seconds, so that requests may find out again', () => {
    reach.failed(what, 'issuer_unreachable');
    expect(reach.isThere).toBe(false);
    now += 9_999;
    expect(reach.isThere).toBe(false);
    now += 1;
    expect(reach.isThere).toBe(true);
  });

  it('had again are there at once', () => {
    reach.failed(what, 'issuer_unreachable');
    now += 1;
    reach.answered(what);
    expect(reach.isThere).toBe(true);
  });
});

it.each([
  ['keys', 70],
  ['status_list', 5],
] as const)('%s are enough for %d minutes while there are no newer ones', (what, minutes) => {
  reach.answered(what);
  now += minutes * minute - 1;
  reach.failed(what, 'issuer_unreachable');
  expect(reach.isThere).toBe(true);
  now += 1;
  expect(reach.isThere).toBe(false);
});

it('an answer that turns out to be of no use is none, and the one before it counts on', () => {
  reach.answered('keys');
  now += 1_000;
  reach.failed('keys', 'issuer_keys_invalid');
  expect(reach.isThere).toBe(false);

  now += minute;
  reach.answered('keys');
  now += 10 * minute;
  reach.answered('keys');
  reach.failed('keys', 'issuer_keys_invalid');
  expect(reach.isThere).toBe(true);
});

it('one strange answer about one token says nothing of others, as anybody can cause it', () => {
  reach.failed('introspection', 'issuer_response_refused');
  reach.failed('token_check', 'issuer_response_refused');
  reach.failed('custom', 'custom_failed');
  reach.failed('sign_in', 'issuer_unreachable');
  expect(reach.isThere).toBe(true);
});
