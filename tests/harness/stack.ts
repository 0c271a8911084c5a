/**
 * The whole house in real processes on free ports: the emulated GitHub and Google, the
 * authorization server and the MCP server, as `npm start` runs them.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulators, OpenIdEmulator } from '@gatehouse/emulators';
import { freePort } from './ports.ts';
import { Service, type ServiceOptions } from './service.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EMULATORS = join(ROOT, 'packages', 'emulators', 'src', 'main.ts');

/** Program and arguments that emulate every provider for an authorization server. */
export async function emulatorsFor(issuer: string): Promise<string[]> {
  const ports = [await freePort(), await freePort(), await freePort()];
  return [EMULATORS, issuer, ...ports.map(String)];
}

/** What the emulators say they are to be reached by. */
export type Upstreams = Emulators['environment'] & OpenIdEmulator['environment'];

export interface StackOptions {
  /** variables of `apps/auth` (its `config/variables.ts`) beside those that the harness sets */
  readonly auth?: Readonly<Record<string, string>>;
  /** variables of `apps/mcp` beside those that the harness sets */
  readonly mcp?: Readonly<Record<string, string>>;
  /** a Postgres server's database; absent = an embedded one in a fresh directory */
  readonly databaseUrl?: string;
  /** a data directory whose files the fresh one begins with; absent = the first start makes the database */
  readonly dataTemplate?: string;
  /** false: the authorization server alone, without an MCP server */
  readonly withMcp?: boolean;
  /** the authorization server's program. Default: the built one of this checkout */
  readonly authProgram?: string;
  /** the MCP server's. Default: the built one of this checkout */
  readonly mcpProgram?: string;
  /** where browsers find it, if something stands in front of it ({@link Stack.listensAt}) */
  readonly publicUrl?: string;
}

export interface Stack {
  /** origin of the authorization server, which is its issuer */
  readonly issuer: string;
  /** where the authorization server listens: the issuer, unless something stands in front */
  readonly listensAt: string;
  /** the MCP endpoint, which is the resource and the audience of its tokens */
  readonly mcpUrl: string;
  /** origin of the operations port of the authorization server */
  readonly operationsUrl: string;
  /** origin of the operations port of the MCP server */
  readonly mcpOperationsUrl: string;
  /** origin of the emulated GitHub */
  readonly githubUrl: string;
  /** origins of all emulated providers */
  readonly upstreamUrls: readonly string[];
  /** where the embedded database and the generated keys live */
  readonly dataDirectory: string;
  /** absent: the embedded one */
  readonly databaseUrl?: string;
  readonly auth: Service;
  readonly mcp: Service;
  /** everything that any process has printed so far */
  logs(): string;
  /** Ends the processes of this stack, no others, and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a stack and waits until it serves.
 *
 * @throws Error where an app has not been built, or does not come up
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const authMain = options.authProgram ?? builtApp('auth');
  const mcpMain = options.withMcp === false ? '' : (options.mcpProgram ?? builtApp('mcp'));
  const port = await freePort();
  const listensAt = `http://localhost:${port}`;
  const issuer = options.publicUrl ?? listensAt;
  const operationsPort = await freePort();
  const mcpPort = await freePort();
  const mcpOperationsPort = await freePort();
  const mcpUrl = `http://localhost:${mcpPort}/mcp`;
  const operationsUrl = `http://localhost:${operationsPort}`;
  const mcpOperationsUrl = `http://localhost:${mcpOperationsPort}`;
  const dataDirectory = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));

  const services: Service[] = [];
  const add = (program: ServiceOptions) => {
    const service = new Service(program);
    services.push(service);
    return service;
  };
  const stop = async () => {
    await Promise.all(services.map((service) => service.stop()));
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    if (options.dataTemplate !== undefined) {
      await cp(options.dataTemplate, dataDirectory, { recursive: true });
    }
    const emulators = add({
      name: 'emulators',
      args: await emulatorsFor(issuer),
      cwd: dataDirectory,
      env: {},
      startWithin: 120_000,
    });
    await emulators.start();
    const upstreams = emulators.message as Upstreams;

    const auth = add({
      name: 'apps/auth',
      args: [authMain],
      cwd: dataDirectory,
      env: {
        ...upstreams,
        PUBLIC_URL: issuer,
        PORT: String(port),
        OPERATIONS_PORT: String(operationsPort),
        GATEHOUSE_DATA_DIR: dataDirectory,
        RESOURCES: mcpUrl,
        LOG_LEVEL: 'debug',
        // Everybody in these tests comes from one address.
        LIMITS: 'off',
        SHUTDOWN_DELAY: '0s',
        // Tests press at once; those of the pause itself set it.
        CONSENT_PAUSE: '0s',
        ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
        ...options.auth,
      },
      isReady: () => answers(`${operationsUrl}/readyz`),
      // The first start of an embedded database makes its files and applies every migration.
      startWithin: 120_000,
    });
    const mcp = add({
      name: 'apps/mcp',
      args: [mcpMain],
      cwd: dataDirectory,
      env: {
        PORT: String(mcpPort),
        OPERATIONS_PORT: String(mcpOperationsPort),
        AUTH_ISSUER: issuer,
        AUTH_AUDIENCE: mcpUrl,
        LOG_LEVEL: 'debug',
        ...options.mcp,
      },
      isReady: () => answers(`${mcpOperationsUrl}/readyz`),
      startWithin: 120_000,
    });
    await Promise.all([auth.start(), options.withMcp === false ? undefined : mcp.start()]);
    return {
      issuer,
      listensAt,
      mcpUrl,
      operationsUrl,
      mcpOperationsUrl,
      githubUrl: upstreams.GITHUB_URL,
      upstreamUrls: urlsOf(upstreams),
      dataDirectory,
      ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
      auth,
      mcp,
      logs: () => services.map(({ output }) => output).join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The origins in what the emulators say. */
export function urlsOf(upstreams: Upstreams): string[] {
  return [...new Set(Object.values(upstreams).filter((value) => URL.canParse(value)))];
}

/** The program of an app. Tests run what is deployed, so it has to be built before. */
export function builtApp(name: 'auth' | 'mcp'): string {
  const main = join(ROOT, 'apps', name, 'dist', 'main.js');
  if (existsSync(main)) return main;
  throw new Error(
    `apps/${name} is not built: run "pnpm build" first ("npm test" does so by itself).`,
  );
}

/** Whether a health endpoint says yes within two seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
