import { describe, expect, it } from 'vitest';

import { fakeServer } from '../../remote/fake-server.fixture.ts';
import { createTestIssuer } from '../../testing/index.ts';
import { shapeOf } from '../../token/shape.ts';
import {
  active,
  audience,
  endpoint,
  introspection,
  issuer,
  seconds,
} from './introspection.fixture.ts';

const refusedWith = (code: string) => expect.objectContaining({ code, status: 401 }) as Error;
const unavailable = expect.objectContaining({ code: 'issuer_unavailable', status: 503 }) as Error;

describe('asking', () => {
  it('is done once in 30 seconds for a token, and at once for all who come with it', async () => {
    const asked = introspection();
    await Promise.all(Array.from({ length: 20 }, () => asked.verifier.verify('token')));
    asked.now += 29_000;
    await asked.verifier.verify('token');
    expect(asked.sent).toHaveLength(1);
    asked.now += 1000;
    await asked.verifier.verify('token');
    expect(asked.sent).toHaveLength(2);
  });

  it('is done again once the token has ended', async () => {
    const asked = introspection();
    asked.answer = () => ({ ...active, exp: seconds + 10 });
    await asked.verifier.verify('token');
    asked.now += 10_000;
    asked.answer = () => ({ active: false });
    await expect(asked.verifier.verify('token')).rejects.toThrow(refusedWith('token_inactive'));
  });

  it('is done each time about a token that was refused', async () => {
    const asked = introspection();
    asked.answer = () => ({ active: false });
    await expect(asked.verifier.verify('token')).rejects.toThrow(refusedWith('token_inactive'));
    asked.answer = () => active;
    await expect(asked.verifier.verify('token')).resolves.toBeDefined();
  });

  it.each(['a b', 'a\n', 'ä', '', 'a\0', 'a'.repeat(8193)])(
    'is not done about what no token looks like: %j',
    async (token) => {
      const asked = introspection();
      await expect(asked.verifier.verify(token)).rejects.toThrow(
        expect.objectContaining({ status: 401 }),
      );
      expect(asked.sent).toHaveLength(0);
    },
  );

  it('is not done about a JWT of another issuer, which learns of no token of theirs', async () => {
    const theirs = await createTestIssuer({ issuer: 'https://other.example.com', audience });
    const ours = await createTestIssuer({ issuer, audience });
    const asked = introspection();
    await expect(asked.verifier.verify(await theirs.token())).rejects.toThrow(
      refusedWith('token_issuer_mismatch'),
    );
    expect(asked.sent).toHaveLength(0);
    await expect(asked.verifier.verify(await ours.token())).resolves.toBeDefined();
  });

  it('is for opaque tokens and for JWTs of the issuer', async () => {
    const { recognises } = introspection().verifier;
    const theirs = await createTestIssuer({ issuer: 'https://other.example.com', audience });
    const ours = await createTestIssuer({ issuer, audience });
    expect(recognises?.(shapeOf('opaque'))).toBe(true);
    expect(recognises?.(shapeOf(await ours.token()))).toBe(true);
    expect(recognises?.(shapeOf(await theirs.token()))).toBe(false);
  });
});

describe('an endpoint that is not given', () => {
  const metadataUrl = `${issuer}/.well-known/oauth-authorization-server`;

  function discovering(metadata: () => unknown) {
    const server = fakeServer(({ url }) => (url === endpoint ? active : metadata()));
    return Object.assign(introspection({ endpoint: undefined, fetch: server.fetch }), {
      asked: () => server.sent.map(({ url }) => url),
    });
  }

  it('is looked up once in ten minutes, and kept when that fails later', async () => {
    let metadata: unknown = { issuer, introspection_endpoint: endpoint };
    const discovered = discovering(() => metadata);
    await Promise.all(['a', 'b', 'c'].map((token) => discovered.verifier.verify(token)));
    expect(discovered.asked()).toEqual([metadataUrl, endpoint, endpoint, endpoint]);
    metadata = new Response(null, { status: 500 });
    discovered.now += 600_000;
    await expect(discovered.verifier.verify('d')).resolves.toBeDefined();
    await expect(discovered.verifier.verify('e')).resolves.toBeDefined();
    expect(discovered.asked().filter((url) => url === metadataUrl)).toHaveLength(2);
  });

  it.each([
    { issuer: `${issuer}/`, introspection_endpoint: endpoint },
    { introspection_endpoint: endpoint },
    { issuer },
    { issuer, introspection_endpoint: 'http://auth.example.com/introspect' },
    { issuer, introspection_endpoint: ['https://auth.example.com'] },
  ])('is not taken from %j: 503, and no secret is sent', async (metadata) => {
    const discovered = discovering(() => metadata);
    await expect(discovered.verifier.verify('token')).rejects.toThrow(unavailable);
    expect(discovered.asked()).not.toContain(endpoint);
  });
});
