import { expect, test } from 'vitest';
import type { Client } from './client.ts';
import type { Surroundings } from './surroundings/surroundings.ts';

/** Two of a client in one program's place, the second with a copy of the first's tokens. */
export type OpenTwo = (surroundings: Surroundings) => Promise<readonly [Client, Client]>;

/**
 * A home that was copied to another machine, say: neither sees what the other stores, so both present
 * the same refresh token, which a client's own lock on its file would prevent.
 *
 * @param open is called when the client is signed in
 */
export function testCopyOfTokens(surroundings: () => Surroundings, open: OpenTwo): void {
  test('lives on beside another that has a copy of its tokens', async () => {
    const { recorder, visitor, stack } = surroundings();
    const both = await open(surroundings());
    const { visits } = visitor;
    for (const round of [1, 2]) {
      await Promise.all(both.map((client) => client.age()));
      const since = recorder.all.length;
      const said = await Promise.all(both.map((client) => client.call('whoami')));
      expect(said).toEqual([
        expect.stringContaining('client_id'),
        expect.stringContaining('client_id'),
      ]);
      const refreshes = recorder.refreshes(since);
      expect(refreshes.map(({ status }) => status)).toEqual([200, 200]);
      const presented = new Set(refreshes.map(({ sent }) => sent['refresh_token']));
      const given = new Set(refreshes.map(({ answer }) => answer['refresh_token']));
      expect([presented.size, given.size]).toEqual([1, 1]);
      expect(await (await fetch(`${stack.operationsUrl}/metrics`)).text()).toContain(
        `gatehouse_returned_tokens_total{presented="refresh_token",outcome="successor"} ${round}\n`,
      );
    }
    expect(visitor.visits, 'no browser was needed').toBe(visits);
  });
}
