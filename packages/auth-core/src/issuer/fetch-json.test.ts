import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { fetchJsonObject } from './fetch-json.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/`;
}

const get = (url: string) => fetchJsonObject(url, fetch, { timeoutMs: 200, maxBytes: 1000 });
const refused = expect.objectContaining({ code: 'issuer_response_refused' });
const unreachable = expect.objectContaining({ code: 'issuer_unreachable' });

describe('fetching a document', () => {
  it('gives a JSON object', async () => {
    const url = await serve((_req, res) => res.end('{"a":1}'));
    expect(await get(url)).toEqual({ a: 1 });
  });

  it.each(['<!doctype html>', '', '[]', 'null', '"text"', '{'])('refuses %j', async (body) => {
    const url = await serve((_req, res) => res.end(body));
    await expect(get(url)).rejects.toThrow(refused);
  });

  it.each([204, 302, 404, 500])('refuses the status %i', async (status) => {
    const url = await serve((_req, res) => res.writeHead(status, { location: '/other' }).end());
    await expect(get(url)).rejects.toThrow(refused);
  });

  it('follows no redirect', async () => {
    const asked: string[] = [];
    const url = await serve((req, res) => {
      asked.push(req.url ?? '');
      res.writeHead(302, { location: '/other' }).end();
    });
    await expect(get(url)).rejects.toThrow(refused);
    expect(asked).toEqual(['/']);
  });

  it('stops reading a body that is too long', async () => {
    let closed = false;
    const url = await serve((_req, res) => {
      res.once('close', () => {
        closed = true;
      });
      const more = () => {
        while (!res.destroyed && res.write('x'.repeat(10_000)));
      };
      res.on('drain', more);
      more();
    });
    await expect(get(url)).rejects.toThrow(refused);
    await expect.poll(() => closed).toBe(true);
  });

  it('gives up on a server that does not answer', async () => {
    const url = await serve(() => {});
    await expect(get(url)).rejects.toThrow(unreachable);
  });

  it('gives up on a body that never ends', async () => {
    const url = await serve((_req, res) => res.write('{"a":'));
    await expect(get(url)).rejects.toThrow(unreachable);
  });

  it('says so when nobody listens', async () => {
    const url = await serve(() => {});
    await new Promise((resolve) => server?.close(resolve));
    await expect(get(url)).rejects.toThrow(unreachable);
  });
});
