import { beforeEach, describe, expect, it } from 'vitest';

import { fakeServer, oddBodies, neverResponds, withStatus } from './fake-server.fixture.ts';
import { RemoteServer } from './remote-server.ts';
import type { RemoteRequest } from './request-json.ts';
import { remoteSettings } from './options.ts';

const request: RemoteRequest = {
  url: 'https://auth.example.com/ask',
  method: 'POST',
  headers: { authorization: 'Basic secret' },
  body: 'token=a',
  refusalStatuses: [404],
  sendsCredentials: true,
};
let now: number;
let problems: unknown[];
let answer: () => unknown;
let server: ReturnType<typeof fakeServer>;

beforeEach(() => {
  now = 1_000_000;
  problems = [];
  answer = () => ({ ok: true });
  server = fakeServer(() => answer());
});

function remoteWith(options: Parameters<typeof remoteSettings>[0] = {}): RemoteServer {
  const onProblem = (problem: unknown) => problems.push(problem);
  const defaults = { clock: () => now, fetch: server.fetch, onProblem };
  return new RemoteServer(remoteSettings({ ...defaults, ...options }, 30));
}

const unavailable = (code: string) =>
  expect.objectContaining({
    code: 'issuer_unavailable',
    status: 503,
    cause: expect.objectContaining({ code }),
  }) as Error;
const down = () => {
  throw new TypeError('fetch failed');
};

describe('an answer', () => {
  it('is a JSON object that came with 200', async () => {
    expect(await remoteWith().request(() => request)).toEqual({ ok: true });
    expect(server.sent).toMatchObject([{ method: 'POST', body: 'token=a', redirect: 'manual' }]);
    expect(problems).toEqual([]);
  });

  it('may be that the token is refused', async () => {
    answer = () => withStatus(404);
    expect(await remoteWith().request(() => request)).toBeUndefined();
    expect(problems).toEqual([]);
  });

  it.each(oddBodies)('is never %s', async (_what, body) => {
    answer = body;
    await expect(remoteWith().request(() => request)).rejects.toThrow(
      unavailable('issuer_response_refused'),
    );
    expect(problems).toHaveLength(1);
  });

  it.each([
    [302, 'issuer_response_refused'],
    [400, 'issuer_response_refused'],
    [500, 'issuer_response_refused'],
    [401, 'issuer_credentials_refused'],
    [403, 'issuer_credentials_refused'],
    [429, 'issuer_busy'],
    [503, 'issuer_busy'],
  ])('is never one with the status %i', async (status, code) => {
    answer = () => withStatus(status);
    await expect(remoteWith().request(() => request)).rejects.toThrow(unavailable(code));
    expect(problems).toEqual([expect.objectContaining({ code })]);
  });

  it('is waited for no longer than was said', async () => {
    const asked = remoteWith({ fetch: neverResponds, timeout: 20 }).request(() => request);
    await expect(asked).rejects.toThrow(unavailable('issuer_unreachable'));
  });

  it('is no more than 64 KiB, however slowly it comes', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    answer = () => new Response(endless);
    await expect(remoteWith().request(() => request)).rejects.toThrow(
      unavailable('issuer_response_refused'),
    );
    expect(pulled).toBeLessThan(12);
  });

  it('is not had when the request cannot be made', async () => {
    const asked = remoteWith().request(() => Promise.reject(new RangeError('no key')));
    await expect(asked).rejects.toThrow(
      expect.objectContaining({ status: 503, cause: expect.any(RangeError) }),
    );
  });
});

it('a log that fails changes no answer', async () => {
  answer = down;
  const remote = remoteWith({ onProblem: down });
  await expect(remote.request(() => request)).rejects.toThrow(unavailable('issuer_unreachable'));
});

describe('while it is down', () => {
  beforeEach(() => {
    answer = down;
  });

  it('attempts keep a distance that grows to 0.8 seconds, and nobody waits in between', async () => {
    const remote = remoteWith();
    const attempts: number[] = [];
    for (const start = now; now < start + 3000; now += 10) {
      const before = server.sent.length;
      await expect(remote.request(() => request)).rejects.toThrow(
        unavailable('issuer_unreachable'),
      );
      if (server.sent.length > before) attempts.push(now - start);
    }
    expect(attempts).toEqual([0, 100, 300, 700, 1500, 2300]);
    expect(problems).toHaveLength(attempts.length);
  });

  it('many at once make one attempt', async () => {
    const remote = remoteWith();
    await expect(remote.request(() => request)).rejects.toThrow(unavailable('issuer_unreachable'));
    now += 100;
    await Promise.allSettled(Array.from({ length: 50 }, () => remote.request(() => request)));
    expect(server.sent).toHaveLength(2);
  });

  it('many that were under way when it failed count as one failure', async () => {
    const remote = remoteWith();
    await Promise.allSettled(Array.from({ length: 50 }, () => remote.request(() => request)));
    now += 100;
    answer = () => ({ ok: true });
    await expect(remote.request(() => request)).resolves.toEqual({ ok: true });
  });

  it('it is asked again within a second of being back', async () => {
    const remote = remoteWith();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await expect(remote.request(() => request)).rejects.toThrow(
        unavailable('issuer_unreachable'),
      );
      now += 800;
    }
    answer = () => ({ ok: true });
    await expect(remote.request(() => request)).resolves.toEqual({ ok: true });
    await expect(remote.request(() => request)).resolves.toEqual({ ok: true });
  });

  it('a clock that is set back does not prolong the silence', async () => {
    const remote = remoteWith();
    await expect(remote.request(() => request)).rejects.toThrow(unavailable('issuer_unreachable'));
    now -= 3_600_000;
    answer = () => ({ ok: true });
    await expect(remote.request(() => request)).resolves.toEqual({ ok: true });
  });

  it.each([() => withStatus(500), () => new Response('<p>')])(
    'is not what an answer means that one odd token provoked',
    async (odd) => {
      const remote = remoteWith();
      answer = odd;
      await expect(remote.request(() => request)).rejects.toThrow(
        unavailable('issuer_response_refused'),
      );
      answer = () => ({ ok: true });
      await expect(remote.request(() => request)).resolves.toEqual({ ok: true });
    },
  );
});

it.each([{ timeout: 0 }, { timeout: 10_001 }, { maxAge: -1 }, { maxAge: 3601 }])(
  'options that cannot be right are refused at start: %j',
  (options) => {
    expect(() => remoteSettings(options, 30)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  },
);

it('a request that never ends, as on Workers when its client is gone, stops nobody for good', async () => {
  const remote = remoteWith();
  answer = down;
  await expect(remote.request(() => request)).rejects.toThrow(unavailable('issuer_unreachable'));
  now += 1000;
  answer = () => new Promise(() => {});
  void remote.request(() => request);
  answer = () => ({ ok: true });
  // Until its time is up, it may still be the one that finds out.
  now += 2999;
  await expect(remote.request(() => request)).rejects.toThrow(unavailable('issuer_unreachable'));
  now += 1;
  expect(await remote.request(() => request)).toEqual({ ok: true });
});
