import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

/**
 * @typedef {object} Composed
 * @property {Record<string, string | number | null>} environment
 * @property {{ path: string, required: boolean }[]} [env_file]
 * @property {string[]} [ports]
 * @property {{ test: string[] }} [healthcheck]
 * @property {{ driver: string, options: Record<string, string> }} logging
 * @property {string} [stop_grace_period]
 * @property {string} [scale]
 * @property {string} [container_name]
 * @property {boolean} [read_only]
 * @property {string[]} [cap_drop]
 * @property {unknown[]} [volumes]
 */

/** @type {{ services: Record<string, Composed> }} */
const { services } = parse(read('docker-compose.yml'), { merge: true });

const APPS = /** @type {const} */ (['auth', 'mcp']);
const [ofAuth = '', ofMcp = ''] = read('.env.example').split(/- (?:apps\/mcp|npm start)\n/);

/** Every documented variable, by the app that reads it; tests of both apps keep the lists complete. */
const DOCUMENTED = { auth: names(ofAuth), mcp: [...names(ofMcp), ...shared()] };

/** What has no meaning here: the file always names a database server. */
const WITHOUT_MEANING = {
  auth: ['GATEHOUSE_DATA_DIR', 'ALLOW_EMBEDDED_DATABASE', 'EMBEDDED_DATABASE_MEMORY'],
  /** @type {string[]} */
  mcp: [],
};

/** Fixed for a container: what reaches it from outside is decided by `ports`. */
const FIXED = {
  auth: { HOST: 'all', PORT: 3000, OPERATIONS_HOST: 'all', OPERATIONS_PORT: 9464 },
  mcp: { HOST: 'all', PORT: 8000, OPERATIONS_HOST: 'all', OPERATIONS_PORT: 9465 },
};

/** @param {string} text */
function names(text) {
  return [...text.matchAll(/^#?([A-Z][A-Z\d_]*)=/gm)].map(([, name = '']) => name);
}

/** Variables that apps/mcp reads and .env.example explains among those of apps/auth. */
function shared() {
  const source = read('apps/mcp/src/config/variables.ts');
  const [, list = ''] = /SHARED_VARIABLES.*? = \[(.*?)\]/s.exec(source) ?? [];
  const whole = list
    .replace('...TRACING_VARIABLES', read('packages/telemetry/src/variables.ts'))
    .replace('...BRAND_VARIABLES', read('packages/brand/src/variables.ts'));
  return [...whole.matchAll(/'([A-Z_]+)'/g)].map(([, name = '']) => name);
}

/** @param {string} service */
const environmentOf = (service) => services[service]?.environment ?? {};

test('publishes on loopback alone, for a proxy with TLS in front, and no operations port', () => {
  const published = Object.values(services).flatMap(({ ports = [] }) => ports);

  expect(published).toEqual([
    '127.0.0.1:${AUTH_PUBLISHED_PORTS:-3000}:3000',
    '127.0.0.1:${MCP_PUBLISHED_PORTS:-8000}:8000',
  ]);
});

describe.each(APPS)('the service %s', (app) => {
  const environment = environmentOf(app);
  const readsOwn = new Set(DOCUMENTED[app]);

  test('gets every documented variable; else a line NAME: is missing in docker-compose.yml', () => {
    const wanted = DOCUMENTED[app].filter((name) => !WITHOUT_MEANING[app].includes(name));

    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((name) => !Object.hasOwn(environment, name))).toEqual([]);
  });

  test('gets no variable that it does not read', () => {
    expect(Object.keys(environment).filter((name) => !readsOwn.has(name))).toEqual([]);
  });

  test('passes on what it is given: the value of the same name, if there is one', () => {
    const fixed = { ...FIXED[app], NODE_ENV: 'production' };
    const others = Object.entries(environment).filter(([name]) => !Object.hasOwn(fixed, name));
    const astray = others.filter(
      ([name, value]) => value !== null && !String(value).startsWith(`\${${name}:`),
    );

    expect(environment).toMatchObject(fixed);
    expect(astray).toEqual([]);
  });

  test('can run several times: it has no name of its own', () => {
    const { scale, container_name: name } = services[app] ?? {};

    expect(name).toBeUndefined();
    expect(scale).toBe(`\${${app.toUpperCase()}_REPLICAS:-1}`);
  });

  test('can write nowhere but to its own memory, and has no rights', () => {
    expect(services[app]).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  test('finds the logo of the machine where it is told that it is', () => {
    const target = '/gatehouse/logo';

    expect(environment['BRAND_LOGO']).toBe(`\${BRAND_LOGO:+${target}}`);
    expect(services[app]?.volumes).toEqual([
      {
        type: 'bind',
        source: '${BRAND_LOGO:-/dev/null}',
        target,
        read_only: true,
        bind: { create_host_path: false },
      },
    ]);
  });

  test('is probed as its image says', () => {
    expect(services[app]?.healthcheck).toBeUndefined();
  });
});

test('the authorization server gets 20 seconds more than its SHUTDOWN_DELAY, whatever that is', () => {
  const [, about = ''] = /^(.*)\n#SHUTDOWN_DELAY=/m.exec(ofAuth) ?? [];
  const [, fallback] = /Default: (\S+) in production/.exec(about) ?? [];

  // Compose reads durations as Go does: 5s20s is 25 seconds.
  expect(services.auth?.stop_grace_period).toBe(`\${SHUTDOWN_DELAY:-${fallback}}20s`);
});

test.each(Object.keys(services))('the output of %s is cut', (service) => {
  const { driver, options } = services[service]?.logging ?? { driver: '', options: {} };

  expect(driver).toBe('json-file');
  expect(options['max-size']).toMatch(/^\d+m$/);
  // Docker takes words alone here, not numbers.
  expect(options['max-file']).toMatch(/^[2-9]$/);
});

test.each([
  ['postgres', 'POSTGRES_PASSWORD'],
  ['auth', 'PUBLIC_URL'],
  ['auth', 'ENCRYPTION_KEYS'],
  ['auth', 'COOKIE_KEYS'],
  ['auth', 'ADMIT'],
  ['mcp', 'AUTH_AUDIENCE'],
])('%s refuses to start without %s, and says what is right', (service, variable) => {
  expect(environmentOf(service)[variable]).toMatch(new RegExp(`^\\$\\{${variable}:\\?.{20,}\\}$`));
});

test('nothing secret has a default', () => {
  const secrets = Object.values(services)
    .flatMap(({ environment }) => Object.entries(environment))
    .filter(([name]) => /SECRET|PASSWORD|KEYS|TOKEN|_URL$/.test(name));
  const defaults = secrets.filter(([, value]) => /:-[^}]/.test(String(value)));

  expect(secrets.length).toBeGreaterThan(10);
  // Its password is a variable again.
  expect(defaults).toEqual([
    [
      'DATABASE_URL',
      '${DATABASE_URL:-postgresql://gatehouse:${POSTGRES_PASSWORD}@postgres:5432/gatehouse}',
    ],
  ]);
});

test('the keys of the authorization server are its own', () => {
  const secret = /SECRET|PASSWORD|KEYS|TOKEN$|DATABASE_URL/;
  const ofIts = Object.keys(environmentOf('auth')).filter((name) => secret.test(name));

  expect(ofIts).toEqual(expect.arrayContaining(['ENCRYPTION_KEYS', 'GITHUB_CLIENT_SECRET']));
  expect(ofIts.filter((name) => Object.hasOwn(environmentOf('mcp'), name))).toEqual([]);
});

test('what no list can name, the variables of further providers, comes from a file of its own', () => {
  expect(services.auth?.env_file).toEqual([{ path: '.env.logins', required: false }]);
  expect(services.mcp?.env_file).toBeUndefined();
  expect(read('.gitignore').split('\n')).toContain('.env.logins');
  expect(read('.dockerignore').split('\n')).toContain('.env*');
});

test('the database server is probed, and has time to write its checkpoint', () => {
  expect(services.postgres?.healthcheck?.test.length).toBeGreaterThan(1);
  expect(services.postgres?.stop_grace_period).toBe('60s');
});
