/** Whoever is answered without a reference: past the rate of lines, where nothing happened, and programs. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { from, repeat } from './actors/addresses.ts';
import { ErrorPages } from './actors/error-pages.ts';
import { rawRequest } from './actors/raw-request.ts';
import { linesOf, referenceOn } from './actors/reference.ts';

let on: ErrorPages;
beforeAll(async () => {
  on = await ErrorPages.start();
});
afterAll(() => on?.stop());

test('past ten in a minute an address has none, which is counted, and others still have theirs', async () => {
  const stale = (address: string) => on.open('/interaction/nothing', from(address));
  const pages = await repeat(12, () => stale('2001:db8:1:2::1'));
  expect(pages.map((page) => referenceOn(page) !== undefined)).toEqual([
    ...Array<boolean>(10).fill(true),
    false,
    false,
  ]);
  expect(referenceOn(await stale('2001:db8:1:2:ffff::'))).toBeUndefined();
  expect(referenceOn(await stale('2001:db8:1:3::1'))).toBeDefined();
  const metrics = await on.metrics();
  const [, withheld] =
    /error_pages_total\{reason="stale_interaction",reference="withheld"\} (\d+)/.exec(metrics) ??
    [];
  expect(Number(withheld)).toBeGreaterThanOrEqual(3);
});

test.each([
  ['an address where nothing is', '/nothing', 404],
  ['a provider that is none', '/callback/evil', 404],
])('%s has no reference: nothing happened', async (_what, path, status) => {
  const page = await on.open(path);
  expect(page.status).toBe(status);
  expect(referenceOn(page)).toBeUndefined();
});

test('a request under another name is answered without either, and the log has both', async () => {
  const { status, text } = await rawRequest(on.stack.issuer, [
    'GET /.well-known/openid-configuration HTTP/1.1',
    'Host: gatehouse.internal:3000',
    'Connection: close',
  ]);
  expect(status).toBe(421);
  expect(text).not.toMatch(/gatehouse\.internal|localhost/);
  await vi.waitFor(() => {
    const told = linesOf(on.log).find(({ received }) => received !== undefined);
    expect(told).toMatchObject({
      level: 40,
      received: 'gatehouse.internal:3000',
      expected: new URL(on.stack.issuer).host,
      msg: expect.stringMatching(/^PUBLIC_URL is http:.*have the proxy/) as string,
    });
  });
  const metrics = await on.metrics();
  expect(metrics).toContain('gatehouse_misdirected_requests_total 1');
});

test('what fails around the library is answered as everything else, to programs, too', async () => {
  const page = await on.without('clients', 'gone', () =>
    on.open(on.request(), { accept: 'application/json' }),
  );
  expect(page.status).toBe(500);
  expect(JSON.parse(page.html)).toMatchObject({ error: 'server_error' });
  expect(page.headers.get('cache-control')).toContain('no-store');
  expect(on.log).not.toMatch(/^\s+at /m);
});

test('a program is told the code and what it means, and no reference', async () => {
  const json = { accept: 'application/json' };
  for (const path of ['/interaction/nothing', '/auth?client_id=nobody', '/auth/nothing']) {
    const response = await fetch(on.at(path), { headers: json });
    const body = (await response.json()) as object;
    expect(Object.keys(body).sort()).toEqual(['error', 'error_description']);
  }
});
