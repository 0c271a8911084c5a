import type { Caller } from './foreign-page.ts';

/** How often documents of clients may be read, as somebody's requests make this server do. */
export interface DocumentLimits {
  /**
   * Counts one, for whoever asks and for whom is asked.
   *
   * @param host that is asked
   * @returns seconds to wait; 0 where it may be read
   */
  take(from: Caller, host: string): Promise<number>;
}
