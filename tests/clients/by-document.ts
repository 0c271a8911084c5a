import { expect, test } from 'vitest';
import { Gatehouse } from '../behaviour/actors/gatehouse.ts';
import { pin } from '../behaviour/real-clients/onboarding.ts';
import type { Document } from '../behaviour/real-clients/real-client.ts';
import type { OpenClient } from './client.ts';
import { openSurroundings } from './surroundings/surroundings.ts';

/**
 * Where the server reads documents, a client that has one does not register. There is no way to where it is,
 * so the operator has a copy of it (`clients add --document URL --file COPY`), under its real address.
 */
export function testByDocument(document: Document, open: OpenClient): void {
  test('is known by its document, of which the operator has a copy', async () => {
    const surroundings = await openSurroundings('on');
    const { stack, home, recorder, visitor } = surroundings;
    try {
      await pin(Gatehouse.of(stack), home, document);
      const client = await open(surroundings);
      try {
        await client.signIn();
        expect(await client.call('whoami')).toContain(document.client_id);
        await client.age();
        expect(await client.call('whoami')).toContain(document.client_id);
      } finally {
        await client.close?.();
      }
      expect(recorder.refreshes().map(({ status }) => status)).toContain(200);
      expect(recorder.to('/reg')).toEqual([]);
      expect(visitor.visits).toBe(1);
    } finally {
      await surroundings.close();
    }
  });
}
