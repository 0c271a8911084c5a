import type { Refer } from '../references/references.ts';

/** What pages are made with where the library asks for one. */
export interface LibraryPages {
  readonly https: boolean;
  readonly refer: Refer;
}
