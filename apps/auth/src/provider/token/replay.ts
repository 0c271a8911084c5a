import { isMisplaced, type Sealer } from '../../storage/sealing.ts';
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
