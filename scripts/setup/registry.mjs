/**
 * Whether the npm registry can be reached. npm and pnpm ask one that cannot for minutes, and then
 * print pages; a person wants a sentence, soon.
 */
import { run } from '../run/command.mjs';

/** A proxy or a distant mirror answers well within this; a network that is not there never will. */
const PATIENCE_MS = 15_000;

const NO_WAY =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EPIPE|ERR_SOCKET_TIMEOUT)\b/;
const NO_TRUST =
  /\b(UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)\w*|SELF_SIGNED_CERT\w*|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_\w+|CERT_\w+)\b/;

/** Says why the registry cannot be asked, and what to do. */
export class NoRegistry extends Error {
  name = 'NoRegistry';
}

/**
 * Asks the registry, as npm is configured to reach it. Whatever it answers is an answer: mirrors need
 * not know what a ping is.
 *
 * @param {readonly [string, ...string[]]} npm program and first arguments
 * @param {{ cwd: string, env: Record<string, string>, signal?: AbortSignal, patience?: number }} options
 * @throws {NoRegistry} where nothing answers
 */
export async function askRegistry([file, ...prefix], { cwd, env, signal, patience = PATIENCE_MS }) {
  const tooLong = AbortSignal.timeout(patience);
  const either = signal === undefined ? tooLong : anyOf([tooLong, signal]);
  const ping = ['ping', '--fetch-retries=0', `--fetch-timeout=${patience}`, '--loglevel=error'];
  try {
    const { exitCode, output } = await run(file, [...prefix, ...ping], {
      cwd,
      env,
      signal: either,
    });
    if (exitCode === 0) return;
    const trust = NO_TRUST.exec(output)?.[0];
    if (trust !== undefined) throw new NoRegistry(untrusted(trust));
    const way = NO_WAY.exec(output)?.[0];
    if (way !== undefined) throw new NoRegistry(unreachable(way));
  } catch (error) {
    if (error instanceof NoRegistry || signal?.aborted || !tooLong.aborted) throw error;
    throw new NoRegistry(unreachable(`no answer in ${patience / 1_000} seconds`));
  }
}

/** @param {string} why */
function unreachable(why) {
  return `The npm registry cannot be reached (${why}), and packages are missing here: check the network, or npm's settings of registry and proxy (npm config list), and start again.`;
}

/** @param {string} why */
function untrusted(why) {
  return `The npm registry's certificate is not trusted (${why}): where a proxy of yours opens TLS, give its certificate to npm (npm config set cafile …) and start again.`;
}

/**
 * `AbortSignal.any`, which Node 18 lacks.
 *
 * @param {AbortSignal[]} signals
 */
function anyOf(signals) {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort();
    signal.addEventListener('abort', () => controller.abort(), { once: true });
  }
  return controller.signal;
}
