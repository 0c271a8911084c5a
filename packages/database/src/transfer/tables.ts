/** A table that is carried over, in an order in which references are there before what refers. */
export interface TransferredTable {
  readonly name: string;
  /** Which rows are worth carrying over; absent: all. */
  readonly only?: string;
}

const NOT_EXPIRED = 'expires_at > now()';

export const TRANSFERRED: readonly TransferredTable[] = [
  { name: 'users' },
  { name: 'identities' },
  { name: 'pinned_organisations' },
  { name: 'clients' },
  { name: 'consents' },
  // All of them: their places in the status list must not be given out again.
  { name: 'grants' },
  { name: 'sessions', only: NOT_EXPIRED },
  { name: 'protected_resources' },
  { name: 'signing_keys' },
  { name: 'artifacts', only: NOT_EXPIRED },
];

/** Tables of one database that mean nothing in another: who leads now, counters of the minute. */
export const LEFT_BEHIND: readonly string[] = ['leases', 'rate_limits', '_prisma_migrations'];

/** SQL for the rows of a table as JSON text, one column `line`. */
export function rowsAsJson({ name, only }: TransferredTable): string {
  const where = only === undefined ? '' : ` WHERE ${only}`;
  return `SELECT row_to_json(t)::text AS line FROM public.${name} t${where}`;
}
