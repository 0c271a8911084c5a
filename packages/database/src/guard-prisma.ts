import type { Guard } from './fault-guard.ts';
import type { PrismaClient } from './generated/client.ts';

/** The same client, whose every operation and transaction goes through `guard`. */
export function guardPrisma(client: PrismaClient, guard: Guard): PrismaClient {
  const guarded = client.$extends({
    query: { $allOperations: ({ args, query }) => guard(() => query(args)) },
  });
  // An extension is called for the operations of a transaction, but not for its begin and commit.
  const transaction = (...args: [never]) => guard(() => guarded.$transaction(...args));
  return new Proxy(guarded, {
    get: (target, member): unknown =>
      member === '$transaction' ? transaction : Reflect.get(target, member, target),
  }) as unknown as PrismaClient;
}
