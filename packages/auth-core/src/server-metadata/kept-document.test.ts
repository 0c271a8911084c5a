import { beforeEach, describe, expect, it } from 'vitest';

import type { IssuerError } from '../errors/errors.ts';
import { metadataUrls } from '../issuer/metadata.ts';
import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { KeptDocument } from './kept-document.ts';

const oauth = 'https://auth.example.com/.well-known/oauth-authorization-server';
const openid = 'https://auth.example.com/.well-known/openid-configuration';
const minute = 60_000;
const hour = 60 * minute;

let now: number;
let issuer: TestIssuer;
let problems: string[];
let document: KeptDocument;

const publish = (text: string, url = oauth) => issuer.documents.set(url, new Response(text));
const of = (changes: object = {}) => JSON.stringify({ issuer: issuer.issuer, ...changes });

beforeEach(async () => {
  now = 1_000_000_000;
  problems = [];
  issuer = await createTestIssuer({ audience: 'https://mcp.example.com/mcp' });
  publish(of());
  document = new KeptDocument({
    issuer: issuer.issuer,
    urls: metadataUrls(issuer.issuer),
    fetch: issuer.fetch,
    clock: () => now,
    onProblem: (error) => problems.push((error as IssuerError).code),
  });
});

describe('a document that is known', () => {
  it('serves for five minutes, then is fetched again', async () => {
    expect(await document.current()).toEqual({ text: of() });
    publish(of({ a: 1 }));
    now += 5 * minute - 1;
    expect(await document.current()).toEqual({ text: of() });
    expect(issuer.requests).toHaveLength(1);
    now += 1;
    expect(await document.current()).toEqual({ text: of({ a: 1 }) });
  });

  it('serves for a day more while the issuer is down or talks nonsense, asked every ten seconds', async () => {
    await document.current();
    issuer.reachable = false;
    now += 5 * minute;
    for (let asked = 0; asked < 20; asked += 1) {
      expect(await document.current()).toEqual({ text: of() });
    }
    expect(issuer.requests).toHaveLength(2);
    issuer.reachable = true;
    publish('<!doctype html>');
    now += 24 * hour - 1;
    expect(await document.current()).toEqual({ text: of() });
    await expect.poll(() => problems).toEqual(['issuer_unreachable', 'issuer_response_refused']);
    now += 10_001;
    expect(await document.current()).toBeUndefined();
  });
});

describe('a document that is not known', () => {
  it('is asked for once at a time and once a second, whoever wants it', async () => {
    issuer.reachable = false;
    const all = await Promise.all(Array.from({ length: 50 }, () => document.current()));
    expect(all.every((known) => known === undefined)).toBe(true);
    expect(await document.current()).toBeUndefined();
    expect(issuer.requests).toHaveLength(1);
    issuer.reachable = true;
    now += 1000;
    expect(await document.current()).toEqual({ text: of() });
  });

  it('is asked for again when the request that asked was forgotten', async () => {
    const forgotten = new Promise<never>(() => undefined);
    let asked = 0;
    const stuck = new KeptDocument({
      issuer: issuer.issuer,
      urls: [oauth],
      fetch: (url, init) => ((asked += 1) === 1 ? forgotten : issuer.fetch(url, init)),
      clock: () => now,
      onProblem: () => undefined,
    });
    void stuck.current();
    now += 30_000;
    expect(await stuck.current()).toEqual({ text: of() });
  });

  it('is looked for at each place, and is absent when the issuer says so everywhere', async () => {
    issuer.documents.delete(oauth);
    expect(await document.current()).toBe('absent');
    expect(issuer.requests).toEqual([oauth, openid]);
    expect(problems).toEqual([]);
    publish(of(), openid);
    now += 5 * minute;
    expect(await document.current()).toEqual({ text: of() });
  });
});

it.each<[string, () => unknown, string]>([
  ['names another issuer', () => ({ issuer: 'https://evil.example' }), 'issuer_mismatch'],
  ['differs by a slash', () => ({ issuer: `${issuer.issuer}/` }), 'issuer_mismatch'],
  ['is a list', () => [], 'issuer_response_refused'],
  ['is no JSON', () => new Response(of().slice(1)), 'issuer_response_refused'],
  [
    'is endless',
    () => ({ issuer: issuer.issuer, a: 'x'.repeat(128 * 1024) }),
    'issuer_response_refused',
  ],
])('nothing is served that %s', async (_what, written, code) => {
  issuer.documents.set(oauth, written());
  expect(await document.current()).toBeUndefined();
  expect(problems).toEqual([code]);
});

it.each([301, 302, 307, 403, 500, 503])('an answer of %i is no document', async (status) => {
  const headers = { location: 'https://evil.example/metadata' };
  issuer.documents.set(oauth, new Response(null, { status, headers }));
  expect(await document.current()).toBeUndefined();
  expect(issuer.requests).toEqual([oauth, openid]);
});
