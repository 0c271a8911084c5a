import express from 'express';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { HttpError } from './errors.ts';
import { FormTokens, sameOriginOnly } from './same-origin.ts';

const OURS = 'https://auth.example';

async function post(headers: Record<string, string>): Promise<number> {
  const app = express();
  app.post('/', sameOriginOnly(new URL(OURS)), (_req, res) => {
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
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: 'a=b',
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
  ['from a sandboxed frame in an old browser', { Origin: 'null' }, 403],
  ['as plain text', { 'Content-Type': 'text/plain' }, 403],
  ['as JSON', { 'Content-Type': 'application/json' }, 403],
])('a form %s', async (_what, headers, status) => {
  expect(await post(headers)).toBe(status);
});

test('a form token is good for the forms of its own interaction only', () => {
  const tokens = new FormTokens(['key one', 'key two']);
  const token = tokens.issue('uid-1');
  expect(() => tokens.check('uid-1', token)).not.toThrow();
  for (const bad of [
    tokens.issue('uid-2'),
    new FormTokens(['other']).issue('uid-1'),
    '',
    undefined,
    [token],
    `${token}x`,
  ]) {
    expect(() => tokens.check('uid-1', bad)).toThrow(HttpError);
  }
});
