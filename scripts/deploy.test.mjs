import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

const { scripts, engines } = JSON.parse(read('package.json'));
const compose = parse(read('docker-compose.yml'));
const APPS = ['auth', 'mcp'];

/**
 * The instructions of a Dockerfile, continued lines joined.
 *
 * @param {string} app
 */
function instructions(app) {
  return read(`deploy/${app}.Dockerfile`)
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * @param {string} line
 * @returns {string[]}
 */
function execForm(line) {
  return JSON.parse(line.slice(line.indexOf('[')));
}

describe.each(APPS)('the image of apps/%s', (app) => {
  const lines = instructions(app);
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  test('starts as the script in package.json does', () => {
    const command = execForm(last.find((line) => line.startsWith('CMD ')) ?? '').join(' ');

    expect(scripts[`start:${app}`]).toBe(`exec ${command}`);
  });

  test('runs as a user without rights, set after everything is in place', () => {
    const user = last.findIndex((line) => line.startsWith('USER '));

    expect(last[user]).toBe('USER node');
    expect(last.slice(user).filter((line) => /^(COPY|RUN|ADD)/.test(line))).toEqual([]);
  });

  test('brings nothing of the build but the app', () => {
    const copies = last.filter((line) => line.startsWith('COPY '));

    expect(copies.length).toBeGreaterThan(0);
    for (const copy of copies) expect(copy).toMatch(/^COPY --from=build \/app\//);
  });

  test('has a Node that is new enough, the same in both stages', () => {
    const majors = lines.flatMap((line) => /^FROM node:(\d+)-\S+/.exec(line)?.[1] ?? []);

    expect(majors).toHaveLength(2);
    expect(majors[0]).toBe(majors[1]);
    expect(Number(majors[0])).toBeGreaterThan(Number(/(\d+)/.exec(engines.node)?.[1]));
  });

  test('is probed as compose probes it', () => {
    const probe = last.find((line) => line.startsWith('HEALTHCHECK ')) ?? '';

    expect(['CMD', ...execForm(probe)]).toEqual(compose.services[app].healthcheck.test);
  });

  test('is what compose builds', () => {
    const { context, dockerfile } = compose.services[app].build;

    expect(existsSync(join(root, context, dockerfile))).toBe(true);
    expect(dockerfile).toBe(`deploy/${app}.Dockerfile`);
  });
});

describe('docker-compose.yml', () => {
  /** @type {[service: string, variable: string, value: string][]} */
  const variables = Object.entries(compose.services).flatMap(([service, { environment }]) =>
    Object.entries(environment).map(([variable, value]) => [service, variable, String(value)]),
  );

  test('has a health check for every service', () => {
    for (const [, service] of Object.entries(compose.services)) {
      expect(service.healthcheck.test.length).toBeGreaterThan(1);
    }
  });

  test.each([
    ['postgres', 'POSTGRES_PASSWORD'],
    ['auth', 'PUBLIC_URL'],
    ['auth', 'ENCRYPTION_KEYS'],
    ['auth', 'COOKIE_KEYS'],
    ['auth', 'ADMIT'],
    ['mcp', 'AUTH_AUDIENCE'],
  ])('%s refuses to start without %s, and says what is right', (service, variable) => {
    const value = compose.services[service].environment[variable];

    expect(value).toMatch(new RegExp(`^\\$\\{${variable}:\\?.{20,}\\}$`));
  });

  test('has no default for anything secret', () => {
    const secrets = variables.filter(([, name]) => /SECRET|PASSWORD|KEYS|TOKEN|_URL$/.test(name));
    const defaults = secrets.filter(([, , value]) => /:-[^}]/.test(value));

    expect(secrets.length).toBeGreaterThan(5);
    expect(defaults).toEqual([]);
  });

  test('runs both apps as production', () => {
    for (const app of APPS) expect(compose.services[app].environment.NODE_ENV).toBe('production');
  });

  test('publishes on loopback only, for a proxy with TLS in front, and not the operations port', () => {
    const published = Object.values(compose.services).flatMap(({ ports }) => ports ?? []);

    expect(published).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:8000:8000']);
  });

  test('sets only variables that .env.example explains', () => {
    const known = new Set(
      [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name),
    );
    const unknown = variables.filter(
      ([service, name]) => service !== 'postgres' && !known.has(name),
    );

    expect(unknown).toEqual([]);
  });
});

test('an image gets nothing that is private to this checkout', () => {
  const ignored = read('.dockerignore').split('\n');

  expect(ignored).toEqual(
    expect.arrayContaining(['.env*', '.git', '.gatehouse', '**/node_modules']),
  );
});
