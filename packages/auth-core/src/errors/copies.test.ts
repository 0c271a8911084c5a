import { expect, it } from 'vitest';

import { authErrorFrom } from '../verifiers/custom/failure.ts';
import * as own from './errors.ts';

/** The same module loaded once more, as where a program has the package twice. */
const copy = (await import(
  /* @vite-ignore */ `./errors.ts?copy=${Math.random()}.ts`
)) as typeof own;

const made = (from: typeof own) => ({
  ConfigurationError: new from.ConfigurationError('wrong'),
  MissingTokenError: new from.MissingTokenError(),
  InvalidRequestError: new from.InvalidRequestError('Wrong.'),
  InvalidTokenError: new from.InvalidTokenError('token_expired', 'late'),
  InvalidProofError: new from.InvalidProofError('proof_replayed', 'twice'),
  InsufficientScopeError: new from.InsufficientScopeError(['a']),
  TemporarilyUnavailableError: new from.TemporarilyUnavailableError('down'),
  IssuerError: new from.IssuerError('issuer_busy', 'busy'),
});
const names = Object.keys(made(own)) as (keyof ReturnType<typeof made>)[];

it.each(names)('%s of one copy is an instance of the same class in the other', (name) => {
  expect(Object.getPrototypeOf(made(copy)[name])).not.toBe(Object.getPrototypeOf(made(own)[name]));
  for (const [from, to] of [
    [own, copy],
    [copy, own],
    [own, own],
  ] as const) {
    const error = made(from)[name];
    expect(error).toBeInstanceOf(to.AuthError);
    const isInstanceOf = (other: (typeof names)[number]) => error instanceof to[other];
    expect(names.filter(isInstanceOf)).toEqual([name]);
  }
});

it.each([
  undefined,
  null,
  1,
  'InvalidTokenError',
  new Error('other'),
  {},
  { code: 'token_expired' },
])('%s is none of them', (value) => {
  expect(value instanceof own.AuthError || value instanceof own.InvalidTokenError).toBe(false);
});

it('a class that somebody derives has no copies', () => {
  class OwnError extends own.InvalidTokenError {}
  const derived = new OwnError('token_expired', 'late');
  expect(derived).toBeInstanceOf(OwnError);
  expect(derived).toBeInstanceOf(copy.InvalidTokenError);
  expect(made(own).InvalidTokenError).not.toBeInstanceOf(OwnError);
  expect(made(copy).InvalidTokenError).not.toBeInstanceOf(OwnError);
});

it('a refusal by a function with another copy stays what it is', () => {
  const refusal = made(copy).InvalidTokenError;
  expect(authErrorFrom(refusal)).toBe(refusal);
});
