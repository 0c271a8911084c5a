import type { Client, Tokens } from '../../behaviour/actors/client.ts';

/** Everything that clients were told: the refresh tokens they hold, and all they ever held. */
export class Sessions {
  /** every refresh token that reached a client */
  readonly acknowledged: string[] = [];
  readonly #held = new Map<Client, Tokens>();

  /** A client's answer arrived. */
  acknowledge(client: Client, tokens: Tokens): void {
    this.acknowledged.push(tokens.refresh_token);
    this.#held.set(client, tokens);
  }

  /** A client that registered itself begins anew: its new authorization replaces the old one. */
  end(client: Client): void {
    this.#held.delete(client);
  }

  /** What each client holds now. */
  get held(): readonly (readonly [Client, Tokens])[] {
    return [...this.#held];
  }
}
