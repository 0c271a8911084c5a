import type { CallFrame, Spent } from './cpu-profile.ts';

/** No work: waiting, and the recorder itself. */
const IDLE = 'idle';

/** Where a frame belongs by the file that it comes from; the first that matches. */
const BY_URL: readonly (readonly [pattern: RegExp, group: string])[] = [
  [/\/node_modules\/(?:pg|pg-[a-z-]+|postgres-[a-z]+)\//, 'database driver'],
  [/\/node_modules\/jose\//, 'signing, sealing, hashing'],
  [/^node:(?:crypto|internal\/crypto\/)/, 'signing, sealing, hashing'],
  [/\/node_modules\/(?:pino|sonic-boom|thread-stream|fast-redact)\//, 'Express and log'],
  [
    /\/node_modules\/(?:express|router|path-to-regexp|parseurl|finalhandler|send|proxy-addr|forwarded|ipaddr\.js|qs)\//,
    'Express and log',
  ],
  [/\/node_modules\/(?:oidc-provider|koa[a-z-]*|@koa)\//, 'oidc-provider and Koa'],
  [/\/node_modules\//, 'oidc-provider and Koa'],
  [/\/(?:apps|packages)\/|\/bench\//, 'our own code'],
];

/** Parts of Node, for what nobody above them explains. */
const NODE_PARTS: readonly (readonly [pattern: RegExp, group: string])[] = [
  [/^node:(?:_http|internal\/http|net$|internal\/stream|internal\/net)/, 'HTTP and sockets'],
  [/^node:/, 'promises, timers, context'],
];

/**
 * The group that a sample counts for. Node's own sockets count for the driver where the driver uses
 * them, and for HTTP otherwise; built-in functions count for whoever called them.
 */
export function groupOf(stack: readonly CallFrame[]): string {
  const [top] = stack;
  if (top === undefined) return 'other';
  if (top.functionName === '(idle)' || top.url === 'node:inspector') return IDLE;
  if (top.functionName === '(garbage collector)') return 'garbage collection';
  if (top.functionName === '(program)') return 'Node and system, outside of JavaScript';
  const crypto = stack.find(({ url }) => url !== '');
  if (crypto?.url.startsWith('node:internal/crypto/')) return 'signing, sealing, hashing';
  const caller = nearest(stack, BY_URL);
  if (caller?.group === 'database driver') return caller.group;
  const node = nearest(stack, NODE_PARTS);
  if (node === undefined) return caller?.group ?? 'other';
  // Koa or Express writes the answer: that is HTTP. A promise that it awaits is its own.
  if (caller === undefined) return node.group;
  return node.depth < caller.depth && node.group === 'HTTP and sockets' ? node.group : caller.group;
}

function nearest(
  stack: readonly CallFrame[],
  table: readonly (readonly [RegExp, string])[],
): { group: string; depth: number } | undefined {
  for (const [depth, { url }] of stack.entries()) {
    const match = url === '' ? undefined : table.find(([pattern]) => pattern.test(url));
    if (match !== undefined) return { group: match[1], depth };
  }
  return undefined;
}

/** Microseconds by group, idle time left out, the largest first. */
export function byGroup(spent: readonly Spent[]): [group: string, microseconds: number][] {
  const sums = new Map<string, number>();
  for (const { stack, microseconds } of spent) {
    const group = groupOf(stack);
    if (group !== IDLE) sums.set(group, (sums.get(group) ?? 0) + microseconds);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}
