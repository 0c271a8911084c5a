import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

const { scripts, engines } = JSON.parse(read('package.json'));
const compose = parse(read('docker-compose.yml'), { merge: true });
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
 * All instructions of a Dockerfile, and those of its last stage.
 *
 * @param {string} app
 */
function stages(app) {
  const lines = instructions(app);
  return { lines, image: lines.slice(lines.findLastIndex((line) => line.startsWith('FROM '))) };
}

/**
 * @param {string} line
 * @returns {string[]}
 */
function execForm(line) {
  return JSON.parse(line.slice(line.indexOf('[')));
}

describe.each(APPS)('the image of apps/%s', (app) => {
  const { lines, image: last } = stages(app);

  test('starts what npm run start:… starts, with the same file of variables', () => {
    const command = execForm(last.find((line) => line.startsWith('CMD ')) ?? '');

    expect(command).toEqual(['node', '--env-file-if-exists=.env', `apps/${app}/dist/main.js`]);
    expect(scripts[`start:${app}`]).toMatch(new RegExp(` scripts/start-app\\.mjs ${app}$`));
    // Node reads the file in an image; with the project around it, start-app.mjs does.
    expect(read('scripts/start-app.mjs')).toContain("join(root, '.env')");
  });

  test('runs as a user without rights, named by number, set after everything is in place', () => {
    const user = last.findIndex((line) => line.startsWith('USER '));

    // Kubernetes' runAsNonRoot refuses a name. 1000 is the user that the image of Node calls node.
    expect(last[user]).toBe('USER 1000:1000');
    expect(last.slice(user).filter((line) => /^(COPY|RUN|ADD)/.test(line))).toEqual([]);
  });

  test('brings nothing of the build but the app, written as deploy.mjs writes it', () => {
    const steps = lines.slice(0, lines.lastIndexOf(last[0] ?? ''));

    expect(steps.at(-1)).toBe(`RUN node scripts/deploy.mjs ${app} /app`);
    expect(last.filter((line) => /^(COPY|ADD) /.test(line))).toEqual([
      `COPY --from=build /app apps/${app}`,
    ]);
  });

  test('has a Node that is new enough, the same in both stages', () => {
    const majors = lines.flatMap((line) => /^FROM node:(\d+)-\S+/.exec(line)?.[1] ?? []);

    expect(majors).toHaveLength(2);
    expect(majors[0]).toBe(majors[1]);
    expect(Number(majors[0])).toBeGreaterThan(Number(/(\d+)/.exec(engines.node)?.[1]));
  });

  test('is probed at the port that the app is told', async () => {
    const probe = execForm(last.find((line) => line.startsWith('HEALTHCHECK ')) ?? '');
    const variable = app === 'auth' ? 'OPERATIONS_PORT' : 'PORT';
    let status = 200;
    /** @type {string[]} */
    const asked = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status).end();
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = server.address();
    const ask = () => {
      const [, ...args] = probe;
      const child = spawn(process.execPath, args, { env: { [variable]: String(port) } });
      return new Promise((resolve) => child.on('close', resolve));
    };
    try {
      expect(probe[0]).toBe('node');
      expect(await ask()).toBe(0);
      status = 503;
      expect(await ask()).toBe(1);
      const path = app === 'auth' ? '/readyz' : '/healthz';
      expect(asked).toEqual([path, path]);
    } finally {
      server.close();
    }
    // Nobody answers there any more.
    expect(await ask()).toBe(1);
  });

  test('is what compose builds', () => {
    const { context, dockerfile } = compose.services[app].build;

    expect(existsSync(join(root, context, dockerfile))).toBe(true);
    expect(dockerfile).toBe(`deploy/${app}.Dockerfile`);
  });
});

test('an image gets nothing that is private to this checkout', () => {
  const ignored = read('.dockerignore').split('\n');

  expect(ignored).toEqual(
    expect.arrayContaining(['.env*', '.git', '.gatehouse', '**/node_modules']),
  );
});

test('the data directory of the image is there, private, and its user’s', () => {
  const { image } = stages('auth');
  const user = image.findIndex((line) => line.startsWith('USER 1000:1000'));
  const made = image.indexOf('RUN mkdir -m 700 .gatehouse && chown 1000:1000 .gatehouse');

  expect(image).toContain('WORKDIR /gatehouse');
  expect(image).toContain('ENV GATEHOUSE_DATA_DIR=/gatehouse/.gatehouse');
  expect(made).toBeGreaterThan(-1);
  expect(made).toBeLessThan(user);
});
