import { errors as joseErrors } from 'jose';
import { describe, expect, it } from 'vitest';

import {
  ConfigurationError,
  InsufficientScopeError,
  InvalidTokenError,
  IssuerError,
  TemporarilyUnavailableError,
} from '../../errors/errors.ts';
import { shapeOf } from '../../token/shape.ts';
import type { Presentation } from '../../contract/verifier.ts';
import { type CustomCheck, customVerifier, type CustomVerifierOptions } from './custom.ts';

const start = Date.UTC(2026, 10, 24);
const seconds = start / 1000;
const good = {
  clientId: 'web',
  subject: 'user-1',
  scopes: ['mcp:read'],
  expiresAt: seconds + 60,
  claims: { groups: ['staff'] },
};

function custom(check: unknown, options: CustomVerifierOptions = {}) {
  const problems: unknown[] = [];
  const onProblem = (problem: unknown) => problems.push(problem);
  const defaults = { clock: () => start, onProblem };
  return {
    problems,
    verifier: customVerifier(check as CustomCheck, { ...defaults, ...options }),
  };
}

/** The result of a custom verifier whose function returns or throws this. */
const returning = (value: unknown) => custom(async () => value);
const throwing = (thrown: unknown) =>
  custom(() => {
    throw thrown;
  });

const refusedWith = (code: string, status = 401) =>
  expect.objectContaining({ code, status }) as Error;
const unavailable = refusedWith('issuer_unavailable', 503);

describe('a verdict', () => {
  it('says who is asking', async () => {
    expect(await returning(good).verifier.verify('token')).toEqual({
      token: 'token',
      clientId: 'web',
      subject: 'user-1',
      scopes: ['mcp:read'],
      expiresAt: seconds + 60,
      issuer: 'custom',
      extra: { claims: { groups: ['staff'] } },
    });
  });

  it('may say who vouches for it, or leave that to the options', async () => {
    const { verifier } = custom(() => ({ ...good, issuer: 'ours' }), { issuer: 'options' });
    expect((await verifier.verify('token')).issuer).toBe('ours');
    const other = custom(() => good, { issuer: 'options' }).verifier;
    expect((await other.verify('token')).issuer).toBe('options');
  });

  it('is what the function says about the token that came', async () => {
    const { verifier } = custom((token: string) => token === 'good' && good);
    await expect(verifier.verify('good')).resolves.toBeDefined();
    await expect(verifier.verify('bad')).rejects.toThrow(refusedWith('token_inactive'));
  });

  it.each([undefined, null, false])('of %s is that the token is not valid', async (value) => {
    const { verifier, problems } = returning(value);
    await expect(verifier.verify('token')).rejects.toThrow(refusedWith('token_inactive'));
    expect(problems).toEqual([]);
  });

  it('may be that the token is over', async () => {
    const { verifier } = returning({ ...good, expiresAt: seconds });
    await expect(verifier.verify('token')).rejects.toThrow(refusedWith('token_expired'));
  });

  it.each<[string, unknown]>([
    ['true', true],
    ['text', 'user-1'],
    ['0', 0],
    ['an empty object', {}],
    ['an array', [good]],
    ['a function', () => good],
    ['no client', { ...good, clientId: undefined }],
    ['an empty client', { ...good, clientId: ' ' }],
    ['no subject', { ...good, subject: undefined }],
    ['a number for a subject', { ...good, subject: 7 }],
    ['an empty subject', { ...good, subject: '' }],
    ['an odd issuer', { ...good, issuer: '' }],
    ['no scopes', { ...good, scopes: undefined }],
    ['scopes in text', { ...good, scopes: 'mcp:read mcp:write' }],
    ['several scopes in one', { ...good, scopes: ['mcp:read mcp:write'] }],
    ['an empty scope', { ...good, scopes: [''] }],
    ['a number for a scope', { ...good, scopes: [1] }],
    ['no end', { ...good, expiresAt: undefined }],
    ['an end in text', { ...good, expiresAt: String(seconds + 60) }],
    ['an end in milliseconds', { ...good, expiresAt: start + 60_000 }],
    ['an endless end', { ...good, expiresAt: Number.POSITIVE_INFINITY }],
    ['an end that is no number', { ...good, expiresAt: Number.NaN }],
    ['a date for an end', { ...good, expiresAt: new Date(start + 60_000) }],
    ['odd claims', { ...good, claims: ['a'] }],
    ['claims that are not JSON', { ...good, claims: { when: new Date(0) } }],
    [
      'a member that throws',
      {
        ...good,
        get subject() {
          throw new Error('odd');
        },
      },
    ],
  ])('that is not complete lets nobody in, and is reported: %s', async (_what, value) => {
    const { verifier, problems } = returning(value);
    await expect(verifier.verify('token')).rejects.toThrow(unavailable);
    expect(problems).toHaveLength(1);
  });

  it('about a bound token counts only where the binding is checked', async () => {
    const cnf = { jkt: 'A'.repeat(43) };
    const { verifier } = returning({ ...good, claims: { cnf } });
    await expect(verifier.verify('token')).rejects.toThrow(refusedWith('token_binding_unchecked'));
    const presentation: Presentation = {
      scheme: 'DPoP',
      proofs: [],
      method: 'GET',
      url: '',
      bindingIsChecked: true,
    };
    expect((await verifier.verify('token', presentation)).confirmation).toEqual(cnf);
  });
});

describe('what the function throws', () => {
  it.each([
    new InvalidTokenError('token_expired', 'old'),
    new InsufficientScopeError(['a']),
    new TemporarilyUnavailableError('later'),
  ])('counts as it is when it is an error of this package: $name', async (thrown) => {
    await expect(throwing(thrown).verifier.verify('token')).rejects.toBe(thrown);
  });

  it.each<[string, unknown]>([
    ['jose: expired', new joseErrors.JWTExpired('old', {})],
    ['jose: a claim', new joseErrors.JWTClaimValidationFailed('odd', {})],
    ['jose: the signature', new joseErrors.JWSSignatureVerificationFailed()],
    ['jose: no JWT', new joseErrors.JWTInvalid()],
    ['jose: no JWS', new joseErrors.JWSInvalid()],
    ['jose: the algorithm', new joseErrors.JOSEAlgNotAllowed()],
    ['jose: no such key', new joseErrors.JWKSNoMatchingKey()],
    ['jsonwebtoken', Object.assign(new Error('jwt malformed'), { name: 'JsonWebTokenError' })],
    ['an MCP SDK of version 1', Object.assign(new Error('no'), { errorCode: 'invalid_token' })],
    ['an MCP SDK of version 2', Object.assign(new Error('no'), { code: 'invalid_token' })],
  ])('is a refusal where it says that the token is wrong: %s', async (_what, thrown) => {
    const { verifier, problems } = throwing(thrown);
    await expect(verifier.verify('token')).rejects.toThrow(refusedWith('token_inactive'));
    expect(problems).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an error', new Error('password of the database is hunter2')],
    ['a bug', new TypeError("Cannot read properties of undefined (reading 'hunter2')")],
    ['text', 'hunter2'],
    ['nothing', undefined],
    ['null', null],
    ['a promise', Promise.resolve('hunter2')],
    ['jose: keys that do not come', new joseErrors.JWKSTimeout()],
    ['jose: an answer that is not 200', new joseErrors.JOSEError('hunter2')],
    ['options that cannot be right', new ConfigurationError('hunter2')],
    ['a document of an issuer', new IssuerError('issuer_unreachable', 'hunter2')],
    ['an odd thing', new Proxy({}, { get: () => throwIt() })],
    [
      'a code of no table',
      Object.assign(new InvalidTokenError('token_expired', ''), { code: 'x' }),
    ],
  ])('is else 503, reported, and not for the outside: %s', async (_what, thrown) => {
    const { verifier, problems } = throwing(thrown);
    const error = await verifier.verify('token').catch((reason: unknown) => reason);
    expect(error).toEqual(unavailable);
    const { message, description } = error as TemporarilyUnavailableError;
    expect(`${message} ${description}`).not.toContain('hunter2');
    expect(problems).toHaveLength(1);
    expect(Object.is(problems[0], thrown)).toBe(true);
  });

  it('is the same when it comes later', async () => {
    const { verifier } = custom(() => Promise.reject(new Error('later')));
    await expect(verifier.verify('token')).rejects.toThrow(unavailable);
  });

  it('is not made worse by a log that fails', async () => {
    const { verifier } = custom(throwIt, { onProblem: throwIt });
    await expect(verifier.verify('token')).rejects.toThrow(unavailable);
  });
});

function throwIt(): never {
  throw new Error('thrown');
}

it.each(['', 'a b', 'a\n', "'; drop table", 'ä', '\uD800', 'a'.repeat(16_385)])(
  'the function is not asked about what no token looks like: %j',
  async (token) => {
    const asked: unknown[] = [];
    const { verifier } = custom((each: string) => {
      asked.push(each);
      return good;
    });
    await expect(verifier.verify(token)).rejects.toThrow(expect.objectContaining({ status: 401 }));
    expect(asked).toEqual([]);
  },
);

it('tokens are recognised as was said, by true alone, and not at all when that fails', () => {
  const shape = shapeOf('key_abc');
  const recognising = (recognises: unknown) =>
    custom(() => good, { recognises } as CustomVerifierOptions).verifier.recognises?.(shape);
  expect(recognising(({ prefix }: { prefix?: string }) => prefix === 'key_')).toBe(true);
  expect(recognising(() => 'yes')).toBe(false);
  expect(recognising(throwIt)).toBe(false);
  expect(recognising(undefined)).toBeUndefined();
});

it('options that cannot be right are refused at start', () => {
  const misconfigured = refusedWith('configuration_invalid', 500);
  expect(() => custom(undefined)).toThrow(misconfigured);
  expect(() => custom(() => good, { issuer: '' })).toThrow(misconfigured);
});
