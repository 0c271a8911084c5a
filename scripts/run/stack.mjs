/** The processes that make up a running Gatehouse, and in which environment each runs. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readable } from './log-line.mjs';
import { startService } from './service.mjs';

const TSDOWN = join('node_modules', 'tsdown', 'dist', 'run.mjs');

/** Written over, not removed and made again: Node would lose sight of a file that goes away. */
const TSDOWN_WATCHING = ['--watch', '--no-clean', '--log-level=warn'];

/** What an app exits with when its variables are wrong (sysexits.h). */
const EX_CONFIG = 78;

/** How long the apps take, at most, to read their variables. */
const FAULTS_WITHIN_MS = 2_000;

/** A service that ended without being asked. What it had to say, it has printed. */
class ServiceEnded extends Error {
  /**
   * @param {string} name
   * @param {{ exitCode: number | null, signal: string | null }} how
   */
  constructor(name, { exitCode, signal }) {
    super(`${name} ended (${signal ?? `exit code ${exitCode}`}); everything else was stopped.`);
    this.name = 'ServiceEnded';
  }
}

/**
 * @param {{ root: string, say: (line: string) => void }} options
 */
export function createStack({ root, say }) {
  /** @type {import('./service.mjs').Service[]} */
  const services = [];
  /** @type {(error: Error) => void} */
  let reportEnd;
  const firstEnd = new Promise((_, reject) => {
    reportEnd = reject;
  });
  // Whoever waits for it sees it; that nobody waits yet is no fault.
  firstEnd.catch(() => {});
  let stopping = false;

  /**
   * @param {Omit<Parameters<typeof startService>[0], 'print'>} options
   */
  const add = (options) => {
    const service = startService({ ...options, print: printer(options.name) });
    services.push(service);
    void service.exited.then(async (how) => {
      // The other app may have faults to tell of too: one start should show all of them.
      if (how.exitCode === EX_CONFIG) await delay(FAULTS_WITHIN_MS);
      reportEnd(new ServiceEnded(options.name, how));
    });
    return service;
  };

  return {
    /**
     * Starts everything that `settings` ask for. Resolves when all processes run, which is before
     * they are ready.
     *
     * @param {{ node: string, env: Record<string, string>, settings: import('./settings.mjs').Settings, watch: boolean }} options
     */
    async start({ node, env, settings, watch }) {
      const { ports, publicUrl } = settings;
      const told = introductions(settings);
      let upstreams = {};
      if (settings.emulated) {
        say('No provider is configured: emulating GitHub and Google');
        const args = [join(root, 'packages', 'emulators', 'src', 'main.ts'), publicUrl];
        args.push(String(ports.github), String(ports.google));
        upstreams = await add({ name: 'emulators', node, args, cwd: root, env }).firstMessage;
      }
      if (stopping) return;
      say('Starting the authorization server and the MCP server');
      /** @type {[name: string, env: Record<string, string>][]} */
      const apps = [
        ['auth', { ...told.auth, ...env, ...upstreams }],
        // PORT and OPERATIONS_PORT in .env are the authorization server's.
        ['mcp', { ...told.mcp, ...env, ...portsOf(ports) }],
      ];
      for (const [name, appEnv] of apps) {
        const app = join(root, 'apps', name);
        const main = join(app, 'dist', 'main.js');
        const args = watch ? ['--watch', '--watch-preserve-output', main] : [main];
        add({ name, node, args, cwd: root, env: appEnv });
        if (watch) {
          add({ name: `${name} build`, node, args: [TSDOWN, ...TSDOWN_WATCHING], cwd: app, env });
        }
      }
    },

    /**
     * Never resolves: rejects when a service ends by itself, or when `signal` aborts.
     *
     * @param {AbortSignal} signal
     * @returns {Promise<never>}
     */
    endOfAny(signal) {
      return new Promise((_, reject) => {
        const stopped = () => reject(new Error('Stopped.'));
        signal.addEventListener('abort', stopped, { once: true });
        if (signal.aborted) stopped();
        firstEnd.catch(reject);
      });
    },

    /** Ends every service and waits until all are gone. */
    async stop() {
      stopping = true;
      await Promise.all(services.map((service) => service.stop()));
    },
  };
}

/** @param {import('./settings.mjs').Settings['ports']} ports */
function portsOf({ mcp, mcpOperations }) {
  return { PORT: String(mcp), OPERATIONS_PORT: String(mcpOperations) };
}

/**
 * What the apps are told of one another in development; what .env says goes first. In production
 * they are told nothing, so that each refuses to start without what it needs.
 *
 * @param {import('./settings.mjs').Settings} settings
 * @returns {{ auth: Record<string, string>, mcp: Record<string, string> }}
 */
function introductions({ production, publicUrl, mcpUrl, ports }) {
  if (production) return { auth: {}, mcp: {} };
  return {
    // On its usual port the MCP server is known to the authorization server, by name.
    auth: ports.mcp === 8000 ? {} : { RESOURCES: mcpUrl },
    mcp: { AUTH_ISSUER: publicUrl, AUTH_AUDIENCE: mcpUrl },
  };
}

/**
 * Prints lines with the service's name before them.
 *
 * @param {string} name
 */
function printer(name) {
  const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
  const label = `${name.padEnd(9)} │`;
  const prefix = coloured ? `\u001b[2m${label}\u001b[22m` : label;
  return (/** @type {string} */ text) => {
    for (const line of readable(text).split('\n')) console.log(`${prefix} ${line}`);
  };
}
