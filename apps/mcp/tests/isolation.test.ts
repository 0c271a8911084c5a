import { expect, it } from 'vitest';

import { bearer, call, messageOf, modernCall } from './messages.ts';
import { startServer } from './running-server.ts';

it('100 clients with the same request id each get their own answer', async () => {
  const { post, tokenFor } = await startServer();
  const rounds = Array.from({ length: 100 }, async (_, index) => {
    const headers = bearer(await tokenFor('mcp:read', { preferred_username: `user${index}` }));
    const asked =
      index % 2 === 0
        ? { body: call('user_action', `data${index}`), headers: {} }
        : modernCall('user_action', `data${index}`);
    const response = await post(asked.body, { ...asked.headers, ...headers });
    const { id, result } = await messageOf(response);
    return { id, text: result?.content[0]?.text };
  });
  const answers = await Promise.all(rounds);
  expect(answers).toEqual(
    Array.from({ length: 100 }, (_, index) => ({
      id: 1,
      text: `User user${index} processed: data${index}`,
    })),
  );
});

it('a subscription ends when its token does', async () => {
  const { url, tokenFor } = await startServer();
  const now = Math.floor(Date.now() / 1000);
  // Within the tolerance of 5 seconds it is accepted, and has four to five left.
  const token = await tokenFor('mcp:read', { iat: now - 900, exp: now });
  const { body, headers } = modernCall('');
  const listen = {
    ...body,
    method: 'subscriptions/listen',
    params: { ...(body['params'] as object), notifications: { toolsListChanged: true } },
  };
  const { 'mcp-name': _none, ...others } = headers;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...others,
      'mcp-method': 'subscriptions/listen',
      'content-type': 'application/json',
      ...bearer(token),
    },
    body: JSON.stringify(listen),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const started = Date.now();
  await response.text().catch(() => 'cut');
  expect(Date.now() - started).toBeGreaterThan(500);
  expect(Date.now() - started).toBeLessThan(30_000);
});
