import { isMisplaced, type Sealer } from '../../storage/sealing.ts';
import type { PresentedRecord } from './grant-type.ts';
import type { LoadedRecords } from './loaded-records.ts';

/** What a presented refresh token that may have been used leads to. */
export type Replay =
  | { readonly outcome: 'unused' }
  /** inside the window, successor not used yet: this is its value */
  | { readonly outcome: 'successor'; readonly value: string }
  /** inside the window, but the successor was used: refuse, revoke nothing */
  | { readonly outcome: 'superseded' }
  /** outside the window: a replay, the family is revoked */
  | { readonly outcome: 'replayed' };

/** A used code or refresh token that came back, and what came of it. */
export interface ReturnedToken {
  readonly presented: PresentedRecord['kind'];
  /**
   * - `successor`: it was answered with its unused successor
   * - `superseded`: its successor was used already, so it was refused, and nothing was revoked
   * - `revoked`: its whole family was revoked
   */
  readonly outcome: 'successor' | 'superseded' | 'revoked';
  readonly clientId: string;
  readonly userId?: string;
  readonly grantId?: string;
  /** seconds since its use; absent for a code */
  readonly usedAgo?: number;
}

/**
 * Judges a refresh token that may have been presented before. A successor that was sealed for another
 * token is nobody's here: whoever moved it may read nothing.
 */
export async function judgeReplay(
  { replacement, presentedHash }: LoadedRecords,
  sealer: Sealer,
): Promise<Replay> {
  if (replacement === undefined) return { outcome: 'unused' };
  const { inWindow, sealed } = replacement;
  if (!inWindow) return { outcome: 'replayed' };
  if (sealed === undefined) return { outcome: 'superseded' };
  try {
    const value = await sealer.open('refresh-successor', presentedHash, sealed);
    return { outcome: 'successor', value };
  } catch (error) {
    if (isMisplaced(error)) return { outcome: 'superseded' };
    throw error;
  }
}
