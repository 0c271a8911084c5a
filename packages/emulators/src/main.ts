/**
 * Runs the emulators as a process of their own; the one of any OpenID provider, which is for tests,
 * where it is given a port. `npm start` starts this file and is told, over the
 * IPC channel, the environment that points `apps/auth` at them; that also means they are ready.
 */
import { startEmulators } from './emulators.ts';
import { startOpenIdEmulator } from './openid.ts';

const [publicUrl = 'http://localhost:3000', githubPort = '4001', googlePort = '4002', openIdPort] =
  process.argv.slice(2);

const emulators = await startEmulators({
  publicUrl,
  githubPort: Number(githubPort),
  googlePort: Number(googlePort),
});

const openId =
  openIdPort === undefined
    ? undefined
    : await startOpenIdEmulator({ publicUrl, port: Number(openIdPort) });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.all([emulators.close(), openId?.close()]));
}

process.send?.({ ...emulators.environment, ...openId?.environment });
