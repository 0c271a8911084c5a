import type { Connection } from './connection.ts';
import type { Workload, WorkloadName } from './workload.ts';

/**
 * Sends so many requests over these connections, each as soon as its connection is free.
 *
 * @returns how long it took, milliseconds
 * @throws Error at the first answer that is not the one wanted
 */
export async function drive(
  connections: readonly Connection[],
  workload: Workload,
  name: WorkloadName,
  requests: number,
): Promise<number> {
  let left = requests;
  const began = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      while (left > 0) {
        left -= 1;
        workload.take(name, await connection.ask(workload.next(name)));
      }
    }),
  );
  return performance.now() - began;
}
