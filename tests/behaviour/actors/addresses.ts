import { expect } from 'vitest';
import type { Stack } from '../../harness/stack.ts';
import { type Answer, answerOf } from './client.ts';

let addresses = 0;

/** Somebody whom no other test has heard of. */
export function newAddress(): string {
  addresses += 1;
  return `203.0.113.${addresses}`;
}

export const from = (address: string | undefined): Record<string, string> =>
  address === undefined ? {} : { 'x-forwarded-for': address };

/** A form to an endpoint of `stack`, as if from `address`; undefined: straight from here. */
export async function send(
  stack: Stack,
  path: string,
  address: string | undefined,
  fields: Record<string, string | undefined>,
): Promise<Answer> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) body.set(name, value);
  return answerOf(
    await fetch(new URL(path, stack.issuer), { method: 'POST', headers: from(address), body }),
  );
}

export const statuses = (answers: readonly { status: number }[]) =>
  answers.map(({ status }) => status);

export async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let turn = 0; turn < times; turn += 1) all.push(await work());
  return all;
}

export function expectRefusal({ status, body, headers }: Answer): void {
  expect(status).toBe(429);
  expect(body.error).toBe('too_many_requests');
  // Of an hour that began with the first of them, which on a busy machine was minutes ago.
  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toSatisfy((s: number) => s > 2400 && s <= 3600);
  expect(body.error_description).toMatch(
    new RegExp(`Try again in ${Math.ceil(seconds / 60)} minutes\\.$`),
  );
  expect(headers.get('cache-control')).toContain('no-store');
}
