/**
 * Runs the emulators in their own process. `npm start` starts this file. Once they are ready, it sends
 * the environment variables that make `apps/auth` use them, over the IPC channel.
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
