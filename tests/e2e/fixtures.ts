import { createServer, type Server } from 'node:http';
import { startPostgres } from '@gatehouse/database/testing/postgres';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
} from '@playwright/test';
import { freePort } from '../harness/ports.ts';
import { Program, type ProgramOptions } from '../harness/program.ts';
import { type Stack, type StackOptions, startStack } from '../harness/stack.ts';
import { Person } from './person.ts';
import { watch } from './watch.ts';

type NewProgram = Omit<Partial<ProgramOptions>, 'mcpUrl'>;

interface TestFixtures {
  /** somebody in front of the test's own browser */
  person: Person;
  /** starts a program that opens the person's browser (or another one); ended with the test */
  startProgram: (options?: NewProgram) => Promise<Program>;
  /** another browser with nothing in it, watched like the first */
  anotherBrowser: (options?: BrowserContextOptions) => Promise<Person>;
  /** serves a page from an origin that is not ours, and resolves to its address */
  anotherSite: (html: string) => Promise<string>;
  /** what no page may do and no server report; must be empty at the end */
  faults: string[];
}

/** On a database of a PostgreSQL server; an embedded one takes five seconds to be made. */
interface BrowserStackOptions extends StackOptions {
  readonly embedded?: boolean;
}

interface WorkerFixtures {
  stackOptions: BrowserStackOptions;
  stack: Stack;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stackOptions: [{}, { option: true, scope: 'worker' }],

  stack: [
    async ({ stackOptions: { embedded = false, ...options } }, use) => {
      const postgres = embedded ? undefined : await startPostgres();
      const databaseUrl = await postgres?.createDatabase();
      const stack = await startStack({
        ...(databaseUrl !== undefined && { databaseUrl }),
        ...options,
      });
      await use(stack);
      await stack.stop();
      await postgres?.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  faults: async ({ stack }, use) => {
    const faults: string[] = [];
    const before = stack.logs().length;
    await use(faults);
    faults.push(...errorLines(stack.logs().slice(before)));
    expect(faults, 'what the pages did on the way').toEqual([]);
  },

  context: async ({ context, stack, faults }, use) => {
    watch(context, stack.issuer, faults);
    await use(context);
  },

  person: async ({ page }, use) => {
    await use(new Person(page));
  },

  startProgram: async ({ stack, person }, use) => {
    const programs: Program[] = [];
    await use(async (options = {}) => {
      const program = await Program.start({
        mcpUrl: stack.mcpUrl,
        openBrowser: (url) => person.page.goto(url.href),
        waitsForPage: true,
        ...options,
      });
      programs.push(program);
      return program;
    });
    await Promise.all(programs.map((program) => program.close()));
    for (const { tokens } of programs.map(({ remembered }) => remembered)) {
      for (const secret of [tokens?.access_token, tokens?.refresh_token]) {
        if (secret !== undefined) expect(stack.logs()).not.toContain(secret);
      }
    }
  },

  anotherBrowser: async ({ browser, stack, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch(context, stack.issuer, faults);
      return new Person(await context.newPage());
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright insists on a pattern, needed or not
  anotherSite: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (html) => {
      const server = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      });
      servers.push(server);
      const port = await freePort();
      await new Promise<void>((resolve) => {
        server.listen(port, '127.0.0.1', resolve);
      });
      // By number: `localhost` would be the same site as ours, whatever the port.
      return `http://127.0.0.1:${port}/`;
    });
    for (const server of servers) server.close().closeAllConnections();
  },
});

/** Log lines (pino's JSON) of level error and above. */
function errorLines(output: string): string[] {
  return output.split('\n').filter((line) => /^\{"level":(?:50|60)\b/.test(line));
}

export { expect } from '@playwright/test';
