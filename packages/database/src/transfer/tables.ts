/** A table that is transferred. Tables are in an order in which each comes after those it refers to. */
export interface TransferredTable {
  readonly name: string;
  /** A condition on the rows to transfer, as SQL; absent: all rows. */
  readonly only?: string;
}

const NOT_EXPIRED = 'expires_at > now()';

export const TRANSFERRED: readonly TransferredTable[] = [
  { name: 'users' },
  { name: 'identities' },
  { name: 'pinned_organisations' },
  { name: 'clients' },
  { name: 'client_documents' },
  { name: 'client_document_keys' },
  { name: 'consents' },
  // All grants, because their places in the status list must not be used again.
  { name: 'grants' },
  { name: 'sessions', only: NOT_EXPIRED },
  { name: 'protected_resources' },
  { name: 'signing_keys' },
  { name: 'artifacts', only: NOT_EXPIRED },
];

/** Tables that are not transferred, because they have no meaning in another database. */
export const LEFT_BEHIND: readonly string[] = ['leases', 'rate_limits', '_prisma_migrations'];

/** SQL for the rows of a table as JSON text, one column `line`. */
export function rowsAsJson({ name, only }: TransferredTable): string {
  const where = only === undefined ? '' : ` WHERE ${only}`;
  return `SELECT row_to_json(t)::text AS line FROM public.${name} t${where}`;
}
