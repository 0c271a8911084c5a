import { DatabaseError } from '../errors.ts';

/**
 * An export is gzip'd UTF-8 text of lines:
 *
 *   {"format":"gatehouse-export","version":1,…}    the header
 *   {"table":"users","columns":["id",…],"rows":2}   for each table, and below it as many rows:
 *   {"id":"…",…}
 *   …
 *   {"end":true,"rows":1234,"sha256":"…"}           the trailer: digest (hex) of every line before
 *                                                   it, each with its line feed
 */
export interface ExportHeader {
  readonly format: 'gatehouse-export';
  readonly version: 1;
  /** RFC 3339 */
  readonly created: string;
  readonly source: {
    readonly kind: 'embedded' | 'server';
    /** `version()` of Postgres */
    readonly postgres: string;
    /** absent on a server */
    readonly pglite?: string;
  };
  /** migrations that had been applied, oldest first */
  readonly migrations: readonly string[];
  /** number of rows by table */
  readonly rows: Readonly<Record<string, number>>;
}

export interface TableLine {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface Trailer {
  readonly end: true;
  readonly rows: number;
  readonly sha256: string;
}

/** The file is no export, or not a whole one. */
export function damagedExport(what: string, options?: ErrorOptions): DatabaseError {
  return new DatabaseError(
    'export_damaged',
    `The export cannot be used: ${what}.`,
    'Nothing was imported. Make the export again, or copy it again from where it was made.',
    options,
  );
}
