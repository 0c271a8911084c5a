/** Waits until a service answers. */
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 100;

/**
 * Resolves once every probe (`http://localhost:<port><path>`) answers 200.
 *
 * @param {{ port: number, path: string }[]} probes
 * @param {{ withinMs: number, signal: AbortSignal }} options `signal` ends the waiting
 */
export async function allAnswer(probes, { withinMs, signal }) {
  const deadline = Date.now() + withinMs;
  for (const { port, path } of probes) {
    while ((await status(port, path)) !== 200) {
      if (Date.now() > deadline) {
        throw new Error(
          `http://localhost:${port}${path} does not answer after ${withinMs / 1000} seconds; giving up.`,
        );
      }
      await delay(INTERVAL_MS, undefined, { signal });
    }
  }
}

/**
 * @param {number} port
 * @param {string} path
 * @returns {Promise<number | undefined>}
 */
function status(port, path) {
  return new Promise((resolve) => {
    // 127.0.0.1 by number: Node 18 tries only the first address that `localhost` stands for.
    const request = get(
      { host: '127.0.0.1', port, path, headers: { host: `localhost:${port}` }, timeout: 2_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}
