import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Postgres asks for 128 MB of shared buffers at its start, which WebAssembly fills with zeros. */
const FEW_PAGES: readonly string[] = ['-c', 'shared_buffers=16MB'];

/** What the embedded Postgres is started with, beside the rest, to take little memory. */
export function startParams(littleMemory: boolean): readonly string[] {
  return littleMemory ? FEW_PAGES : [];
}

/**
 * Loads WebAssembly that V8 does not optimise: for one function of PGlite its optimising compiler takes
 * 600 MB. What is loaded later is optimised as ever.
 *
 * V8 decides for a module when it is loaded whether its functions are counted towards optimising
 * (`wasm-dynamic-tiering`), and for a function when it is first called whether it is optimised at once
 * (`wasm-tier-up`, which therefore stays off).
 */
export async function loadWithoutOptimizing<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  try {
    return await load();
  } finally {
    setFlagsFromString('--wasm-dynamic-tiering');
  }
}

/**
 * Gives back at once what making a database has left behind: another instance of Postgres, which V8
 * would otherwise keep until it needs room, beside what the migrations take.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}
