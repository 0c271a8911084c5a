import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  protectedResource,
  type ProtectedResourceOptions,
} from '../protected-resource/protected-resource.ts';
import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { protect, type ProtectOptions } from './index.ts';

const audience = 'http://localhost:8000/mcp';
let issuer: TestIssuer;
const unhandled = vi.fn<() => void>();

beforeEach(async () => {
  issuer = await createTestIssuer({ audience });
  unhandled.mockClear();
  process.on('unhandledRejection', unhandled);
});
afterEach(() => void process.off('unhandledRejection', unhandled));

const resourceWith = (options: Partial<ProtectedResourceOptions> = {}) =>
  protectedResource({
    resource: audience,
    authorizationServers: [issuer.issuer],
    scopesSupported: ['mcp:read'],
    verifier: jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch }),
    ...options,
  });

/** What Express 4 does with a middleware: it calls it, and does not look at what it returns. */
async function served(
  middleware: RequestHandler,
  headers: Record<string, unknown>,
  // Adapters for serverless platforms have no headers as they arrived.
  headersDistinct: Record<string, string[]> = {},
): Promise<{ status?: number; error?: unknown; passed?: true }> {
  return new Promise((resolve) => {
    let status = 0;
    const res = {
      set: () => res,
      status: (code: number) => ((status = code), res),
      json: () => resolve({ status }),
      end: () => resolve({ status }),
    };
    const req = { headersDistinct, headers, method: 'GET', originalUrl: '/mcp' };
    const next = (error?: unknown) => resolve(error === undefined ? { passed: true } : { error });
    void middleware(req as Request, res as unknown as Response, next as NextFunction);
  });
}

describe('an error that is nobody’s to answer goes to the application', () => {
  const failure = new TypeError('broken');
  const throwing = (): never => {
    throw failure;
  };
  const rejecting = () => Promise.reject(failure);

  it.each<[string, Partial<ProtectedResourceOptions>, ProtectOptions]>([
    ['a verifier that rejects', { verifier: { verify: rejecting } }, {}],
    ['a verifier that throws', { verifier: { verify: throwing } }, {}],
    ['a hook that rejects', {}, { onRefusal: rejecting }],
    ['a hook that throws', {}, { onRefusal: throwing }],
  ])(
    'of %s',
    async (_what, resource, options) => {
      const authorization = 'Bearer junk';
      expect(await served(protect(resourceWith(resource), options), { authorization })).toEqual({
        error: failure,
      });
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).not.toHaveBeenCalled();
    },
    10_000,
  );

  it('and a hook that is waited for changes nothing', async () => {
    const onRefusal = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const answer = await served(protect(resourceWith(), { onRefusal }), {});
    expect(answer).toEqual({ status: 401 });
    expect(onRefusal).toHaveBeenCalledTimes(1);
  });
});

it.each([
  ['rejects', () => Promise.reject(new Error('the log is down'))],
  [
    'throws',
    () => {
      throw new Error('the log is down');
    },
  ],
])(
  'a hook for problems that %s changes no answer and ends no process',
  async (_what, onProblem) => {
    issuer.reachable = false;
    const verifier = jwtVerifier({
      issuer: issuer.issuer,
      audience,
      fetch: issuer.fetch,
      onProblem,
    });
    await expect(verifier.verify(await issuer.token())).rejects.toMatchObject({ status: 503 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
  },
);

it('a requirement that rejects refuses the token and ends no process', async () => {
  const verifier = jwtVerifier({
    issuer: issuer.issuer,
    audience,
    fetch: issuer.fetch,
    requiredClaims: { sub: () => Promise.reject(new Error('the directory is down')) },
  });
  await expect(verifier.verify(await issuer.token())).rejects.toMatchObject({
    code: 'token_claim_invalid',
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).not.toHaveBeenCalled();
});

describe('where headers are only in `headers`', () => {
  it.each<[string, (token: string) => Record<string, unknown>, object]>([
    ['one', (token) => ({ authorization: `Bearer ${token}` }), { passed: true }],
    ['one as a list', (token) => ({ authorization: [`Bearer ${token}`] }), { passed: true }],
    ['one in another case', (token) => ({ Authorization: `Bearer ${token}` }), { passed: true }],
    ['none', () => ({ authorization: undefined }), { status: 401 }],
    ['an empty one', () => ({ authorization: '' }), { status: 401 }],
    [
      'two that were joined',
      (token) => ({ authorization: `Bearer ${token}, Bearer ${token}` }),
      { status: 400 },
    ],
    [
      'two of two schemes that were joined',
      (token) => ({ authorization: `Basic dXNlcjpwYXNz, Bearer ${token}` }),
      { status: 400 },
    ],
    [
      'two as a list',
      (token) => ({ authorization: [`Bearer ${token}`, `Bearer ${token}`] }),
      { status: 400 },
    ],
    [
      'two in two cases',
      (token) => ({ authorization: `Bearer ${token}`, Authorization: `Bearer ${token}` }),
      { status: 400 },
    ],
  ])('%s is judged as it would be anywhere', async (_what, headersOf, answer) => {
    const headers = headersOf(await issuer.token());
    expect(await served(protect(resourceWith()), headers)).toEqual(answer);
  });
});

it('the headers as they arrived count, whatever `headers` has', async () => {
  const good = `Bearer ${await issuer.token()}`;
  const arrived = (...authorization: string[]) =>
    served(protect(resourceWith()), { authorization: good }, { authorization });
  expect(await arrived(good)).toEqual({ passed: true });
  expect(await arrived('Bearer junk')).toEqual({ status: 401 });
  expect(await arrived(good, good)).toEqual({ status: 400 });
});
