import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Check } from './kinds.ts';
import type { Order, ProgramReady, Spent } from './program.ts';

/** The program of program.ts, running. */
export interface ResourceServer extends ProgramReady {
  readonly pid: number;
  /** processor time of all its threads so far, microseconds */
  cpu(): Promise<number>;
  verify(check: Check, count: number): Promise<Spent>;
  stop(): void;
}

export async function startResourceServer(): Promise<ResourceServer> {
  const child = fork(fileURLToPath(new URL('program.ts', import.meta.url)), {
    // Express is another in development.
    env: { NODE_ENV: 'production' },
  });
  const answer = async <T>(): Promise<T> => {
    const ended = new AbortController();
    const exit = () => ended.abort(new Error('the resource server has ended'));
    child.once('exit', exit);
    try {
      const [message] = (await once(child, 'message', { signal: ended.signal })) as [T];
      return message;
    } finally {
      child.off('exit', exit);
    }
  };
  const order = (what: Order): Promise<Spent> => {
    const answered = answer<Spent>();
    child.send(what);
    return answered;
  };
  const ready = await answer<ProgramReady>();
  return {
    ...ready,
    pid: child.pid ?? 0,
    cpu: async () => (await order({})).cpu,
    verify: (check, count) => order({ check, count }),
    stop: () => void child.kill(),
  };
}
