/** What an image is made of: both apps as `scripts/deploy.mjs` writes them, measured and started. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { type Collector, startCollector } from '@gatehouse/telemetry/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inherited } from '../harness/service.ts';
import { type StackOptions, startStack } from '../harness/stack.ts';

const DEPLOY = fileURLToPath(new URL('../../scripts/deploy.mjs', import.meta.url));

/** Writes down which modules are loaded, into a file for each process. */
const RECORDER = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
const load = (url, context, next) => {
  appendFileSync(process.env.MODULES, url + '\\n');
  return next(url, context);
};
registerHooks({ load });
`;

/** MiB, every file in blocks of 4 KiB. They have 51 and 24. */
const AT_MOST = { auth: 75, mcp: 35 };

let folder: string;
let collector: Collector;
/** what the command said of each: its size, and the packages that take most of it */
const said: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-production-'));
  collector = await startCollector();
  await writeFile(join(folder, 'recorder.mjs'), RECORDER);
  for (const app of ['auth', 'mcp']) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [DEPLOY, app, join(folder, app)],
      { env: { ...inherited(), CI: 'true' } },
    );
    said[app] = stdout;
  }
});
afterAll(async () => {
  await collector?.close();
  await rm(folder, { recursive: true, force: true });
});

const program = (app: string) => join(folder, app, 'dist', 'main.js');

test.each(Object.entries(AT_MOST))('the folder of apps/%s has at most %i MiB', (app, most) => {
  const [, mebibytes] = /: ([\d.]+) MiB\./.exec(said[app]!) ?? [];
  expect(Number(mebibytes), said[app]).toBeGreaterThan(1);
  expect(Number(mebibytes), said[app]).toBeLessThanOrEqual(most);
});

/** The second is with the largest set of packages: as a proxy apps/mcp loads the first major of the SDK. */
const WAYS = [
  ['its database in the process', async () => ({ auth: TRACED(), mcp: TRACED() }), true],
  [
    'its database on PostgreSQL, and the MCP server as a proxy',
    async () => ({ databaseUrl: await testDatabaseUrl(), mcp: PROXY }),
    false,
  ],
] satisfies [string, () => Promise<StackOptions>, boolean][];

/** What a process loads that traces, and no other. */
const LOADED = [
  'core',
  'exporter-trace-otlp-proto',
  'otlp-exporter-base',
  'otlp-transformer',
  'resources',
  'sdk-metrics',
  'sdk-trace',
  'semantic-conventions',
];

const TRACED = () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });

const PROXY = {
  AUTH_MODE: 'proxy',
  PROXY_TOKENS: 'github',
  AUTH_CLIENT_ID: 'id',
  AUTH_CLIENT_SECRET: 'secret',
  AUTH_GRANT_SCOPES: 'mcp:read',
};

/** The variables by which a process writes its modules down. */
const recorded = (file: string) => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(folder, 'recorder.mjs')).href}`,
  MODULES: join(folder, file),
});

test.each(WAYS)('both apps serve from their folders, with %s', async (_how, options, traced) => {
  const { auth, mcp, ...others } = (await options()) as StackOptions;
  const stack = await startStack({
    authProgram: program('auth'),
    mcpProgram: program('mcp'),
    auth: { ...auth, ...recorded(`auth-${traced}`) },
    mcp: { ...mcp, ...recorded(`mcp-${traced}`) },
    ...others,
  });
  try {
    expect((await fetch(`${stack.operationsUrl}/readyz`)).status).toBe(200);
    const metadata = await fetch(`${stack.issuer}/.well-known/oauth-authorization-server`);
    expect(await metadata.json()).toMatchObject({ issuer: stack.issuer });
    // A write by the typed client, which needs its compiler of queries.
    const registered = await fetch(`${stack.issuer}/reg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        redirect_uris: ['http://127.0.0.1/callback'],
        token_endpoint_auth_method: 'none',
      }),
    });
    expect(registered.status, await registered.text()).toBe(201);
    const refused = await fetch(stack.mcpUrl, { method: 'POST' });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('resource_metadata=');
  } finally {
    await stack.stop();
  }
  // Only where something is traced is there more of OpenTelemetry in a process than the interface, of which
  // the library for metrics takes types of values.
  for (const app of ['auth', 'mcp']) {
    const modules = await readFile(join(folder, `${app}-${traced}`), 'utf8');
    expect(modules).toContain('/dist/main.js');
    const more = [...modules.matchAll(/@opentelemetry\/(?!api\/)([\w-]+)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(more), app).toEqual(new Set(traced ? LOADED : []));
    const sent = collector.spans.map(({ resource }) => resource['service.name']);
    expect(sent).toContain(`gatehouse-${app}`);
  }
});

/**
 * MiB that `small` may take, the most at any moment: measured 604 while the database is made, and 210
 * afterwards. `full` takes 1,180 and 890. docs/operations/containers.md tells an operator how large a
 * container has to be.
 */
const LITTLE = { first: 700, later: 320 };

describe.skipIf(process.platform !== 'linux')('an embedded database with little memory', () => {
  test('keeps to it, says so, and serves', async () => {
    const stack = await startStack({
      authProgram: program('auth'),
      withMcp: false,
      auth: { EMBEDDED_DATABASE_MEMORY: 'small' },
    });
    try {
      expect(await peakOf(stack.auth.pid!)).toBeLessThan(LITTLE.first);
      await stack.auth.restart();
      const metadata = await fetch(`${stack.issuer}/.well-known/oauth-authorization-server`);
      expect(metadata.status).toBe(200);
      expect(await peakOf(stack.auth.pid!)).toBeLessThan(LITTLE.later);
      expect(stack.logs()).toContain('the embedded database takes little memory');
    } finally {
      await stack.stop();
    }
  });
});

/** The most memory that a process has had so far, in MiB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kibibytes) / 1024;
}
