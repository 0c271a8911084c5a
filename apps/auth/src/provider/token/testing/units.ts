import type { Storage } from '../../../storage/storage.ts';
import { token } from '../../../storage/testing/fixtures.ts';
import { commitExchange } from '../grants/authorization-code.ts';
import { commitRefresh } from '../grants/refresh-token.ts';
import type { PresentedRecord } from '../grant-type.ts';
import type { LoadingContext, RefreshLifetimes } from '../loaded-records.ts';
import { judgeReplay } from '../replay.ts';
import { TokenUnit } from '../unit.ts';

/** Seconds. */
export const LIFETIMES: RefreshLifetimes = {
  refreshIdle: 3600,
  refreshMax: 7200,
  replayWindow: 300,
  replayMemory: 1800,
};

/** What a unit works with in these tests. */
function contextOf({ database, sealer }: Storage): LoadingContext {
  return { database, sealer, lifetimes: LIFETIMES };
}

/** The unit of a request that presents this. */
export function loadUnit(
  storage: Storage,
  clientId: string,
  presented: PresentedRecord,
): Promise<TokenUnit> {
  return new TokenUnit(contextOf(storage), clientId, presented).load();
}

/** What the library does with a refresh token, as far as storage sees it. */
export async function rotate(
  storage: Storage,
  clientId: string,
  value: string,
): Promise<{ answer: string | undefined; committed: boolean }> {
  const unit = await loadUnit(storage, clientId, { kind: 'RefreshToken', value });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const replay = await judgeReplay(unit, storage.sealer);
    if (replay.outcome === 'successor') return { answer: replay.value, committed: false };
    if (replay.outcome !== 'unused' || unit.artifact('RefreshToken', value) == null) break;
    const successor = token();
    unit.consume('RefreshToken', value);
    const { grantId = '', userId: accountId = '' } = unit;
    const payload = { grantId, clientId, accountId, scope: 'mcp:read' };
    unit.insert('RefreshToken', successor, payload, 600);
    if (await commitRefresh(unit, storage.sealer)) return { answer: successor, committed: true };
    await unit.load();
  }
  return { answer: undefined, committed: false };
}

/** What the library does with a code, as far as storage sees it. */
export async function exchange(
  storage: Storage,
  clientId: string,
  value: string,
  keepGrants = 1,
): Promise<string | undefined> {
  const unit = await loadUnit(storage, clientId, { kind: 'AuthorizationCode', value });
  if (unit.artifact('AuthorizationCode', value) == null || unit.alreadyConsumed) return undefined;
  const refreshToken = token();
  unit.consume('AuthorizationCode', value);
  unit.insert('RefreshToken', refreshToken, { grantId: unit.grantId ?? '', clientId }, 600);
  return (await commitExchange(unit, undefined, keepGrants)) ? refreshToken : undefined;
}
