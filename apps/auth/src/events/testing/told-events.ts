import type { Event, EventType } from '../event.ts';
import { type Beside, Events } from '../events.ts';

/** Events that are kept for a test to look at. */
export function toldEvents(beside: readonly Beside[] = []): {
  readonly events: Events;
  /** what has happened, in order */
  readonly happened: Event[];
} {
  const happened: Event[] = [];
  const events = new Events({
    circumstances: () => ({}),
    beside,
    after: [(event) => void happened.push(event)],
    onError(error) {
      throw error;
    },
  });
  return { events, happened };
}

/** Those of one type. */
export function ofType<Type extends EventType>(
  happened: readonly Event[],
  type: Type,
): Extract<Event, { type: Type }>[] {
  return happened.filter((one): one is Extract<Event, { type: Type }> => one.type === type);
}
