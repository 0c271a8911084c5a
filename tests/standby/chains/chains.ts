import { setTimeout as delay } from 'node:timers/promises';
import type { Client, Tokens } from '../../behaviour/actors/client.ts';
import { Chain } from './chain.ts';
import { copyAuthorization } from './copies.ts';
import { ChainFigures } from './figures.ts';

/** Requests that begin in a second, all chains together, while everything is well. */
const A_SECOND = 20;

/** Nobody waits for ever for a server that is well (milliseconds). */
const PATIENCE = 120_000;

/** Many clients that refresh, each for itself, as long as they are told to. */
export class Chains {
  readonly figures = new ChainFigures();
  readonly #chains: readonly Chain[];
  readonly #stop = new AbortController();
  #working: Promise<unknown> = Promise.resolve();

  private constructor(chains: readonly Chain[]) {
    this.#chains = chains;
  }

  /**
   * @param client whose authorization is copied, so often as there are to be chains
   * @param tokens of it, unused
   */
  static async start(
    superuserUrl: string,
    client: Client,
    tokens: Tokens,
    count: number,
  ): Promise<Chains> {
    const copies = await copyAuthorization(superuserUrl, tokens.refresh_token, count);
    const chains = new Chains(copies.map((copy) => new Chain(client, copy)));
    chains.#working = Promise.all(chains.#chains.map((chain, index) => chains.#work(chain, index)));
    return chains;
  }

  /** Chains that were answered with tokens since a moment (`performance.now()`). */
  servedSince(moment: number): number {
    return this.#chains.filter(({ servedAt }) => servedAt > moment).length;
  }

  /** Error codes that ended chains, and how many each. */
  get refused(): Record<string, number> {
    const refused: Record<string, number> = {};
    for (const { refusedAs } of this.#chains) {
      if (refusedAs !== undefined) refused[refusedAs] = (refused[refusedAs] ?? 0) + 1;
    }
    return refused;
  }

  /** Chains that wait for nothing: each was answered with tokens, or refused, since a moment. */
  settledSince(moment: number): number {
    const isSettled = ({ servedAt, refusedAs }: Chain) =>
      servedAt > moment || refusedAs !== undefined;
    return this.#chains.filter(isSettled).length;
  }

  /** Has them rest, after every chain that was not refused has refreshed twice more. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#working;
    const patience = AbortSignal.timeout(PATIENCE);
    for (let round = 0; round < 2; round += 1) {
      await Promise.all(this.#chains.map((chain) => chain.refresh(this.figures, patience)));
    }
  }

  async #work(chain: Chain, index: number): Promise<void> {
    const { signal } = this.#stop;
    const pause = (1_000 * this.#chains.length) / A_SECOND;
    const rest = (milliseconds: number) =>
      delay(milliseconds, undefined, { signal }).catch(() => {});
    await rest((pause * index) / this.#chains.length);
    while (!signal.aborted && chain.refusedAs === undefined) {
      await chain.refresh(this.figures, signal);
      await rest(pause);
    }
  }
}
