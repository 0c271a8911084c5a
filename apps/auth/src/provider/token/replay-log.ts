import { Counter, type Registry } from '@prometheus-io/client';
import type { ReturnedToken } from './replay.ts';
import type { Logger } from '../../events/logger.ts';

const NAMES = { AuthorizationCode: 'code', RefreshToken: 'refresh_token' } as const;

const WHY_REVOKED = {
  AuthorizationCode: 'a used code came back: what it was exchanged for was revoked',
  RefreshToken:
    'a used refresh token came back after REFRESH_REPLAY_WINDOW: somebody else may have it, so its grant was revoked',
} as const;

/**
 * Tells of used codes and refresh tokens that came back: all are counted, and a revocation has a line,
 * because a person has to sign in again for it.
 *
 * @returns a function to be called with each
 */
export function replayLog(
  logger: Pick<Logger, 'warn'>,
  registry: Registry,
): (returned: ReturnedToken) => void {
  const counter = new Counter({
    name: 'gatehouse_returned_tokens_total',
    help: 'Used codes and refresh tokens that were presented again, by what came of it.',
    labelNames: ['presented', 'outcome'],
    registers: [registry],
  });
  for (const outcome of ['successor', 'superseded', 'revoked']) {
    counter.inc({ presented: 'refresh_token', outcome }, 0);
  }
  counter.inc({ presented: 'code', outcome: 'revoked' }, 0);
  return ({ presented, outcome, clientId, userId, grantId, usedAgo }) => {
    counter.inc({ presented: NAMES[presented], outcome });
    if (outcome !== 'revoked') return;
    logger.warn(
      {
        reason: 'replay',
        presented: NAMES[presented],
        client_id: clientId,
        user_id: userId,
        grant_id: grantId,
        ...(usedAgo !== undefined && { used_seconds_ago: Math.round(usedAgo) }),
      },
      WHY_REVOKED[presented],
    );
  };
}
