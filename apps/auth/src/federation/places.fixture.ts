import type { Database } from '@gatehouse/database';
import { admits } from '../admission/admits.ts';
import type { AdmissionPolicy } from '../admission/policy.ts';
import { loadUnit } from '../provider/token/testing/units.ts';
import { artifactRow } from '../storage/artifact.ts';
import { grantStanding } from '../storage/standing.ts';
import type { Storage } from '../storage/storage.ts';
import { token } from '../storage/testing/fixtures.ts';
import { tokenHash } from '../storage/token-hash.ts';
import type { IdentityFacts } from '../upstream/identity.ts';
import { storedFacts } from './admission.ts';

/** Everywhere that what is stored of somebody is judged. */
export const EVERYWHERE = ['authorization', 'refresh', 'introspection'];

/**
 * Makes somebody who has signed in and holds a grant of the client `client`.
 *
 * @returns asks where they are admitted, of {@link EVERYWHERE}
 */
export async function somebodyWith(
  facts: IdentityFacts,
  { database, storage }: { readonly database: Database; readonly storage: Storage },
): Promise<(policy: AdmissionPolicy) => Promise<string[]>> {
  const signedIn = await storage.users.signIn(facts, new Date());
  if (signedIn === 'disabled') throw new Error('a new person is not disabled');
  const { userId } = signedIn;
  const [grantId, refresh] = [token(), token()];
  const payload = { accountId: userId, clientId: 'client', resources: {} };
  await storage.grants.create(grantId, payload, 600);
  const decision = { userId, clientId: 'client', resource: '', scopes: [], refused: [] };
  await storage.consents.remember(decision, 600);
  const record = { grantId, clientId: 'client', accountId: userId };
  await storage.artifacts.upsert(artifactRow('RefreshToken', tokenHash(refresh), record, 600));
  return async (policy) => {
    const presented = { kind: 'RefreshToken', value: refresh } as const;
    const unit = await loadUnit(storage, 'client', presented);
    const places = {
      authorization: await storage.users.find(userId),
      refresh: unit.user(userId),
      introspection: await grantStanding(database, grantId),
    };
    return Object.entries(places)
      .filter(([, found]) => found && admits(policy, found.identities.map(storedFacts)))
      .map(([place]) => place);
  };
}
