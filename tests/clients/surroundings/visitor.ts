import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from '@playwright/test';
import { type Choices, Person, type Web } from '../../behaviour/actors/person.ts';
import { Person as PersonAtScreen } from '../../e2e/person.ts';

/** How long a client may take to listen after it has shown an address (milliseconds). */
const LISTENS_WITHIN = 3_000;

export interface Decision {
  /** a real browser, or the one made of `fetch`, which is quicker */
  readonly with: 'browser' | 'fetch';
  /** scopes to tick and to leave unticked, where the page asks for them */
  readonly tick?: readonly string[];
  readonly untick?: readonly string[];
}

/** Ada, to whom a client shows an address, and whose browser takes the answer back to it. */
export class Visitor {
  /** what she does at the next pages */
  decision: Decision = { with: 'fetch' };
  /** how often a client has asked her */
  visits = 0;
  /** how often nobody listened any more where her answer was to go */
  turnedAway = 0;
  readonly #web: Web;
  readonly #person: Person;
  readonly #proxy: string;
  #chromium: Browser | undefined;

  /** @param proxy where whatever is not loopback goes */
  constructor(web: Web, proxy: string) {
    this.#web = web;
    this.#person = new Person(web);
    this.#proxy = proxy;
  }

  /** From the address to the client's own callback. @throws Error where it ends in a page */
  async authorize(request: URL): Promise<void> {
    this.visits += 1;
    await (this.decision.with === 'browser' ? this.#inBrowser(request) : this.#byFetch(request));
  }

  async close(): Promise<void> {
    await this.#chromium?.close();
  }

  async #byFetch(request: URL): Promise<void> {
    const { tick = [], untick = [] } = this.decision;
    const choices: Choices = { tick, untick };
    const callback = await this.#person.authorize(request, choices);
    if (callback.searchParams.has('error')) throw new Error(`refused: ${callback.search}`);
    if (!(await deliver(callback))) this.turnedAway += 1;
  }

  async #inBrowser(request: URL): Promise<void> {
    const { tick = [], untick = [] } = this.decision;
    const { issuer, upstreamUrls } = this.#web;
    const ours = [issuer, ...upstreamUrls].map((url) => new URL(url).origin);
    this.#chromium ??= await launch(this.#proxy);
    const page = await this.#chromium.newPage();
    try {
      await page.goto(request.href);
      const person = new PersonAtScreen(page);
      await person.signIn('GitHub', 'ada');
      await person.allowButton.waitFor();
      for (const [scopes, wanted] of [
        [tick, true],
        [untick, false],
      ] as const) {
        for (const scope of scopes) {
          const box = person.scope(scope);
          if ((await box.count()) > 0) await box.setChecked(wanted);
        }
      }
      await person.allow();
      await page.waitForURL(({ origin }) => !ours.includes(origin), { waitUntil: 'load' });
    } finally {
      await page.close();
    }
  }
}

function launch(proxy: string): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    ...(CHROMIUM_PATH !== undefined && { executablePath: CHROMIUM_PATH }),
    // Chromium's sandbox needs a user that is not root.
    chromiumSandbox: !isRoot,
    args: ['--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run'],
    // Pages of clients load fonts and pictures from elsewhere.
    proxy: { server: proxy, bypass: 'localhost,127.0.0.1,[::1]' },
  });
}

/** Takes the answer to a client, which may have said where before it listened there. */
async function deliver(callback: URL): Promise<boolean> {
  const deadline = Date.now() + LISTENS_WITHIN;
  for (;;) {
    try {
      await visit(callback);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      if (Date.now() > deadline) return false;
      await sleep(50);
    }
  }
}

function visit(callback: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    // Without an agent the connection is closed after the answer: a client waits for that to end.
    get(callback, { agent: false }, (response) => {
      response.resume().once('end', resolve).once('error', reject);
    }).once('error', reject);
  });
}
