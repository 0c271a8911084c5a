import type { EventType } from '../../events/event.ts';
import type { Storage } from '../../storage/storage.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export type Run = (unit: UnitOfWork) => Promise<unknown>;

export interface Case {
  /** name of the statement */
  readonly write: string;
  readonly effect: EventType;
  /** how many things it changes; 1 unless told */
  readonly rows?: number;
  /** `changes` is run before `changesNothing` */
  readonly make: (storage: Storage) => Promise<{ changes: Run; changesNothing: Run }>;
}

export const twice = (run: Run) => ({ changes: run, changesNothing: run });
