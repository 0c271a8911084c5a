/**
 * Runs the emulators as a process of their own. `npm start` starts this file and is told, over the
 * IPC channel, the environment that points `apps/auth` at them; that also means they are ready.
 */
import { startEmulators } from './emulators.ts';

const [publicUrl = 'http://localhost:3000', githubPort = '4001', googlePort = '4002'] =
  process.argv.slice(2);

const emulators = await startEmulators({
  publicUrl,
  githubPort: Number(githubPort),
  googlePort: Number(googlePort),
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void emulators.close());
}

process.send?.(emulators.environment);
