import { displayName } from '@gatehouse/display';
import { z } from 'zod';
import type { EmulatedPerson, EmulatedProvider } from '../pages/pages.ts';
import type { Connector } from '../upstream/connector.ts';
import { createUpstreamFetch } from '../upstream/upstream-fetch.ts';

/** Where emulators say whom one may be (`packages/emulators`). */
const PEOPLE = '/__people';

/** Milliseconds. It is on this machine, and a page waits. */
const PATIENCE = 1_000;

const People = z
  .array(
    z.object({
      // It goes into an authorization request as it is.
      account: z.string().min(1).max(100),
      name: z.string(),
      email: z.string(),
    }),
  )
  .max(50);

/** The emulated providers, each with the people that it offers; without those that do not say. */
export async function emulatedPeople(
  connectors: Iterable<Connector>,
): Promise<readonly EmulatedProvider[]> {
  const emulated = [...connectors].filter((connector) => connector.emulated);
  const asked = emulated.map(async ({ provider: id, label, issuer }) => ({
    id,
    label,
    people: await peopleAt(issuer),
  }));
  return (await Promise.all(asked)).filter(({ people }) => people.length > 0);
}

async function peopleAt(issuer: string): Promise<readonly EmulatedPerson[]> {
  const ask = createUpstreamFetch(fetch, AbortSignal.timeout(PATIENCE));
  try {
    const url = new URL(PEOPLE, issuer).href;
    const answer = await ask(url, { method: 'GET', headers: {}, body: null, redirect: 'manual' });
    const people = People.parse(await answer.json());
    return people.map(({ account, name, email }) => ({
      account,
      name: displayName(name, account),
      email: displayName(email, ''),
    }));
  } catch {
    // Another emulator, or one that has just ended: the providers' buttons are there still.
    return [];
  }
}
