import type { PrismaClient } from './generated/client.ts';

/** Runs an operation under its name. */
export type NamedGuard = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** The same client, whose every operation and transaction goes through `guard`. */
export function guardPrisma(client: PrismaClient, guard: NamedGuard): PrismaClient {
  const guarded = client.$extends({
    query: {
      $allOperations: ({ model, operation, args, query }) =>
        guard(operationName(model, operation), () => query(args)),
    },
  });
  // An extension is called for the operations of a transaction, but not for its begin and commit.
  const transaction = (...args: [never]) =>
    guard('prisma_transaction', () => guarded.$transaction(...args));
  return new Proxy(guarded, {
    get: (target, member): unknown =>
      member === '$transaction' ? transaction : Reflect.get(target, member, target),
  }) as unknown as PrismaClient;
}

/** `prisma_protected_resource_find_unique`; of an operation without a model `prisma_query_raw`. */
export function operationName(model: string | undefined, operation: string): string {
  const words = model === undefined ? operation.replace('$', '') : `${model}_${operation}`;
  return `prisma_${words.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()}`;
}
