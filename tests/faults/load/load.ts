import type { Web } from '../../behaviour/actors/person.ts';
import type { Figures } from './tally.ts';
import { Tally } from './tally.ts';
import { Sessions } from './sessions.ts';
import { Visitor } from './visitor.ts';

/** Sign-ins, exchanges and refreshes, several at a time, without a pause. */
export class Load {
  readonly tally = new Tally();
  readonly sessions = new Sessions();
  readonly #visitors: Visitor[] = [];
  readonly #stop = new AbortController();
  #staying: Promise<unknown> = Promise.resolve();

  private constructor() {}

  static async start(web: Web, visitors: number): Promise<Load> {
    const load = new Load();
    for (let index = 0; index < visitors; index += 1) {
      load.#visitors.push(await Visitor.arrive(web, load.tally, load.sessions, index));
    }
    const { signal } = load.#stop;
    load.#staying = Promise.all(load.#visitors.map((visitor) => visitor.stay(signal)));
    return load;
  }

  /**
   * Lets everybody end what they have begun, and every client refresh what it holds once more:
   * whoever cannot has lost a session.
   *
   * @returns the figures of the whole run
   */
  async end(): Promise<Figures> {
    this.#stop.abort();
    await this.#staying;
    const [visitor] = this.#visitors;
    for (const [client, tokens] of this.sessions.held) await visitor?.refresh(client, tokens);
    return this.tally.total;
  }
}
