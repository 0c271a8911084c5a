import { expect, it, vi } from 'vitest';

import { protectedResource } from '../protected-resource/protected-resource.ts';
import type { Presentation, Verifier } from '../contract/verifier.ts';
import { authenticateRequest, protectFetch } from './index.ts';

const seen = vi.fn<(presentation?: Presentation) => void>();
const good: Verifier['verify'] = (token, presentation) => {
  seen(presentation);
  return Promise.resolve({
    token,
    clientId: 'client-1',
    scopes: [],
    expiresAt: 1,
    subject: 'user-1',
    issuer: 'https://auth.example.com',
    extra: { claims: {} },
  });
};

function resourceWith(verify = good) {
  return protectedResource({
    resource: 'https://mcp.example.com/mcp',
    authorizationServers: ['https://auth.example.com'],
    scopesSupported: [],
    verifier: { verify, dpopAlgorithms: ['ES256'] },
  });
}

const ask = (url: string, headers: HeadersInit = { authorization: 'Bearer a' }, method = 'GET') =>
  new Request(url, { method, headers });

it('every path but those of the metadata is protected', async () => {
  const handler = vi.fn<() => Response>();
  const serve = protectFetch(resourceWith(), handler);
  for (const path of ['/', '/mcp', '/.well-known/oauth-protected-resource/other', '//mcp']) {
    const response = await serve(ask(`https://mcp.example.com${path}`, {}));
    expect(response.status, path).toBe(401);
  }
  expect(handler).not.toHaveBeenCalled();
});

it('the verifier is told the public URL, whatever host the request names', async () => {
  const headers = new Headers({ authorization: 'DPoP a' });
  headers.append('dpop', 'one');
  headers.append('dpop', 'two');
  await authenticateRequest(resourceWith(), ask('http://internal:8080/mcp?a=1', headers, 'DELETE'));
  expect(seen).toHaveBeenLastCalledWith({
    scheme: 'DPoP',
    proofs: ['one', 'two'],
    method: 'DELETE',
    url: 'https://mcp.example.com/mcp?a=1',
  });
});

it('a Worker gets its environment', async () => {
  const serve = protectFetch(
    resourceWith(),
    (_request, { subject }, env: { greeting: string }) =>
      new Response(`${env.greeting} ${subject}`),
  );
  const response = await serve(ask('https://mcp.example.com/mcp'), { greeting: 'Hello' });
  expect(await response.text()).toBe('Hello user-1');
});

it('an answer that came from elsewhere is readable by browsers too', async () => {
  const elsewhere = await fetch('data:text/plain,hello');
  expect(() => elsewhere.headers.set('a', 'b')).toThrow('immutable');
  const serve = protectFetch(resourceWith(), () => elsewhere);
  const response = await serve(ask('https://mcp.example.com/mcp'));
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(await response.text()).toBe('hello');
});

it('a refusal is told to the log', async () => {
  const onRefusal = vi.fn<(error: Error, request: Request) => void>();
  const request = ask('https://mcp.example.com/mcp', {});
  const answer = await authenticateRequest(resourceWith(), request, { onRefusal });
  expect(answer).toBeInstanceOf(Response);
  expect(onRefusal).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ code: 'token_missing' }),
    request,
  );
});

it('nobody gets in when the verifier breaks', async () => {
  const handler = vi.fn<() => Response>();
  const serve = protectFetch(
    resourceWith(() => Promise.reject(new TypeError('broken'))),
    handler,
  );
  await expect(serve(ask('https://mcp.example.com/mcp'))).rejects.toThrow('broken');
  expect(handler).not.toHaveBeenCalled();
});
