import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RunningScript {
  readonly process: ChildProcess;
  /** Resolves as soon as the output contains `text`. @returns the output so far */
  printed(text: string): Promise<string>;
  /** Resolves when the process has ended. */
  ended(): Promise<{ code: number | null; output: string }>;
}

/** Runs TypeScript in a new process. It can use `openDatabase`; `args` are in `process.argv`. */
export function runScript(source: string, ...args: string[]): RunningScript {
  const entry = new URL('../index.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--input-type=module',
      '--eval',
      `import { openDatabase } from ${JSON.stringify(entry)};\n${source}`,
      ...args,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let output = '';
  const exit = once(child, 'close');
  const more = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', more);
  child.stderr.on('data', more);
  return {
    process: child,
    async printed(text) {
      while (!output.includes(text)) {
        await Promise.race([once(child.stdout, 'data'), exit]);
        if (child.exitCode !== null && !output.includes(text)) throw new Error(output);
      }
      return output;
    },
    async ended() {
      const [code] = (await exit) as [number | null];
      return { code, output };
    },
  };
}
