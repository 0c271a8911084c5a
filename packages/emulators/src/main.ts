/**
 * Runs the emulators in their own process; that of any OpenID provider, which is for tests, where it is
 * given a port. `npm start` starts this file. Once they are ready, it sends the environment variables
 * that make `apps/auth` use them, over the IPC channel.
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
