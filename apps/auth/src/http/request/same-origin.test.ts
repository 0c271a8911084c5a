import express from 'express';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { HttpError } from '../sending/errors.ts';
import { FormTokens } from '../../session/form-tokens.ts';
import { sameOriginOnly, saysSameOrigin } from './same-origin.ts';

const OURS = 'https://auth.example';

const tokens = new FormTokens(['key'], true, { interaction: 3600, session: 3600 });
const SECRET = 's'.repeat(43);
const COOKIE = { cookie: `__Host-gatehouse_form=${SECRET}` };

/** The token that a page has in the browser of {@link COOKIE}. */
function tokenOf(cookie: string): string {
  const res = { req: { headers: { cookie } }, append: () => undefined };
  return tokens.issue(res as unknown as express.Response, { form: 'interaction', uid: 'uid' });
}

/** Posts a form with the token of our page. */
async function post(headers: Record<string, string>): Promise<number> {
  const app = express();
  app.post('/', sameOriginOnly(new URL(OURS)), express.urlencoded(), (req, res) => {
    tokens.check(req, { form: 'interaction', uid: 'uid' }, (req.body as { csrf?: string }).csrf);
    res.status(200).end();
  });
  app.use(((error, _req, res, _next) => {
    res.status((error as HttpError).status).end();
  }) as express.ErrorRequestHandler);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...COOKIE, ...headers },
    body: new URLSearchParams({ csrf: tokenOf(COOKIE.cookie) }).toString(),
  });
  server.close();
  return response.status;
}

test.each([
  ['from our page', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 200],
  ['from our page in an old browser', { Origin: OURS }, 200],
  ['from a program', {}, 200],
  ['from another site', { 'Sec-Fetch-Site': 'cross-site', Origin: OURS }, 403],
  ['from a sibling domain', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['typed into the address bar', { 'Sec-Fetch-Site': 'none' }, 403],
  ['from another site in an old browser', { Origin: 'https://evil.example' }, 403],
  ['from our page in an old browser that says null', { Origin: 'null' }, 200],
  ['from a sandboxed frame', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }, 403],
  ['from a sandboxed frame of a sibling', { 'Sec-Fetch-Site': 'same-site', Origin: 'null' }, 403],
  [
    'from a sandboxed frame in an old browser, whose token another browser was shown',
    { Origin: 'null', cookie: `__Host-gatehouse_form=${'o'.repeat(43)}` },
    403,
  ],
  [
    'from a sandboxed frame in an old browser, without cookies',
    { Origin: 'null', cookie: '' },
    403,
  ],
  ['that says both', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' }, 403],
  ['as plain text', { 'Content-Type': 'text/plain' }, 403],
  ['as JSON', { 'Content-Type': 'application/json' }, 403],
])('a form %s', async (_what, headers, status) => {
  expect(await post(headers)).toBe(status);
});

test('only what the browser says itself proves where a form comes from', () => {
  const proves = (headers: Record<string, string>) => {
    const get = (name: string) => headers[name];
    return saysSameOrigin({ get } as express.Request, new URL(OURS));
  };
  expect(proves({ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).toBe(true);
  expect(proves({ Origin: OURS })).toBe(true);
  expect(proves({ Origin: 'null' })).toBe(false);
  expect(proves({})).toBe(false);
});
