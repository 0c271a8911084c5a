/** An attacker and a victim, each with a browser of their own, and a neighbour that plants cookies. */
import { LoopbackListener } from '../harness/loopback-listener.ts';
import { test as base } from './fixtures.ts';
import { type Neighbours, overHttp, overHttps } from './neighbours.ts';
import { Person } from './person.ts';
import { watch } from './watch.ts';

export interface Scene {
  readonly on: Neighbours;
  readonly attacker: Person;
  readonly victim: Person;
  /** an authorization request of a client that this scene has registered */
  readonly request: (parameters?: Readonly<Record<string, string>>) => string;
}

interface TestFixtures {
  readonly scheme: 'http' | 'https';
  readonly scene: Scene;
}

interface WorkerFixtures {
  /** one for all tests of a worker: a server, its database and its front take a while to start */
  readonly secure: () => Promise<Neighbours>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  scheme: ['http', { option: true }],
  secure: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright insists on a pattern, needed or not
    async ({}, use) => {
      let started: Promise<Neighbours> | undefined;
      await use(() => (started ??= overHttps()));
      await (await started)?.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  scene: async ({ scheme, stack, browser, faults, secure }, use) => {
    const on = scheme === 'http' ? await overHttp(stack) : await secure();
    const listener = await LoopbackListener.open();
    const clientId = await on.register(listener.redirectUri);
    const contexts = await Promise.all(
      [1, 2].map(() => browser.newContext({ ignoreHTTPSErrors: true })),
    );
    for (const context of contexts) watch(context, on.issuer, faults);
    const [attacker, victim] = await Promise.all(
      contexts.map(async (context) => new Person(await context.newPage())),
    );
    await use({
      on,
      attacker: attacker!,
      victim: victim!,
      request(parameters = {}) {
        const url = new URL('/auth', on.issuer);
        url.search = new URLSearchParams({
          client_id: clientId,
          response_type: 'code',
          redirect_uri: listener.redirectUri,
          code_challenge: 'c'.repeat(43),
          code_challenge_method: 'S256',
          ...parameters,
        }).toString();
        return url.href;
      },
    });
    await Promise.all(contexts.map((context) => context.close()));
    await listener.close();
    if (scheme === 'http') await on.close();
  },
});

export { expect } from './fixtures.ts';
