import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Code, type Tokens, tokensOf } from '../../behaviour/actors/client.ts';
import { Person, type Web } from '../../behaviour/actors/person.ts';
import { patiently } from './patience.ts';
import type { Sessions } from './sessions.ts';
import type { Tally } from './tally.ts';

/**
 * Refreshes of an authorization before its person connects the next client: some people are for
 * ever connecting something, others let it run.
 */
const REFRESHES = [6, 60];

/** Clients of a person. */
const CLIENTS = 5;

/** How long somebody waits between two things (milliseconds). */
const PAUSE = 20;

/** How soon somebody begins a sign-in again (milliseconds). */
const AGAIN_AFTER = 500;

/** Answers that a browser may get on its way, whatever fails. */
const PAGES = new Set([200, 302, 303, 307, 503]);

/** Somebody who connects clients, one after the other, each of which refreshes for a while. */
export class Visitor {
  readonly #web: Web;
  readonly #tally: Tally;
  readonly #sessions: Sessions;
  readonly #clients: readonly Client[];
  readonly #refreshes: number;

  private constructor(
    web: Web,
    tally: Tally,
    sessions: Sessions,
    clients: readonly Client[],
    refreshes: number,
  ) {
    this.#web = web;
    this.#tally = tally;
    this.#sessions = sessions;
    this.#clients = clients;
    this.#refreshes = refreshes;
  }

  /** Registers the clients, while nothing is wrong. @param index which visitor this is */
  static async arrive(web: Web, tally: Tally, sessions: Sessions, index: number): Promise<Visitor> {
    const clients: Client[] = [];
    for (let count = 0; count < CLIENTS; count += 1) {
      clients.push(await Client.register(web.issuer));
    }
    const refreshes = REFRESHES[index % REFRESHES.length]!;
    return new Visitor(web, tally, sessions, clients, refreshes);
  }

  /** Goes on until told to stop, and then ends what was begun. */
  async stay(stop: AbortSignal): Promise<void> {
    for (let turn = 0; !stop.aborted; turn += 1) {
      const client = this.#clients[turn % CLIENTS]!;
      let tokens = await this.#connect(client);
      for (let count = 0; count < this.#refreshes && !stop.aborted; count += 1) {
        await delay(PAUSE);
        const next = await this.refresh(client, tokens);
        if (next === undefined) break;
        tokens = next;
      }
    }
  }

  /** Refreshes, again and again until there is an answer. @returns undefined where it was refused */
  async refresh(client: Client, tokens: Tokens): Promise<Tokens | undefined> {
    const { answer } = await patiently(this.#tally, () => client.refresh(tokens));
    if (answer.status === 200) {
      const next = tokensOf(answer);
      this.#tally.count('refreshes');
      this.#sessions.acknowledge(client, next);
      return next;
    }
    this.#tally.count('sessionsLost');
    this.#report('refresh', answer.status, answer.body.error);
    this.#sessions.end(client);
    return undefined;
  }

  async #connect(client: Client): Promise<Tokens> {
    for (;;) {
      const code = await this.#signIn(client);
      this.#sessions.end(client);
      const { answer, uncertain } = await patiently(this.#tally, () => client.exchange(code));
      if (answer.status === 200) {
        const tokens = tokensOf(answer);
        this.#tally.count('exchanges');
        this.#sessions.acknowledge(client, tokens);
        return tokens;
      }
      // A code that was committed is spent, whoever heard of it.
      if (uncertain && answer.body.error === 'invalid_grant') this.#tally.count('codesBegunAgain');
      else this.#report('exchange', answer.status, answer.body.error);
    }
  }

  /** Signs in with a new browser, from the beginning where something is in the way. */
  async #signIn(client: Client): Promise<Code> {
    for (;;) {
      const person = new Person(this.#web);
      const code = await client.obtainCode(person).catch((error: unknown) => {
        // What fetch throws where a connection is cut; anything else is a page, counted below.
        if (!(error instanceof TypeError)) return undefined;
        this.#tally.count('sent');
        this.#tally.count('cut');
        return undefined;
      });
      this.#countPages(person);
      if (code !== undefined) {
        this.#tally.count('logins');
        return code;
      }
      this.#tally.count('retried');
      await delay(AGAIN_AFTER);
    }
  }

  #countPages({ browser }: Person): void {
    for (const { status, url, method } of browser.exchanges) {
      if (url.origin !== this.#web.issuer) continue;
      this.#tally.count('sent');
      this.#tally.count('answered');
      if (status === 503) this.#tally.count('unavailable');
      const [, place = ''] = url.pathname.split('/');
      if (!PAGES.has(status)) this.#report(`${method} /${place}`, status, '');
    }
  }

  #report(what: string, status: number, error: unknown): void {
    this.#tally.report(`${what}: ${status} ${String(error)}`.trim());
  }
}
