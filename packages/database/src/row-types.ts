import { parse as parseArray } from 'postgres-array';

type Parse = (text: string) => unknown;

const number: Parse = Number;
const json: Parse = (text) => JSON.parse(text) as unknown;
const boolean: Parse = (text) => text === 't';
const text: Parse = (value) => value;
const bytes: Parse = (value) => Uint8Array.from(Buffer.from(value.slice(2), 'hex'));

function bigNumber(value: string): number | bigint {
  const parsed = Number(value);
  return Number.isSafeInteger(parsed) ? parsed : BigInt(value);
}

/** Sessions run in UTC with ISO dates, so the text is `2026-01-31 12:00:00.123456+00`. */
function timestampWithZone(value: string): Date | number {
  if (value === 'infinity') return Number.POSITIVE_INFINITY;
  if (value === '-infinity') return Number.NEGATIVE_INFINITY;
  return new Date(value.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'));
}

/** Type OID, OID of its array type, and parser, for both drivers. */
const scalars: readonly (readonly [oid: number, arrayOid: number, parse: Parse])[] = [
  [16, 1000, boolean],
  [17, 1001, bytes],
  [20, 1016, bigNumber],
  [21, 1005, number],
  [23, 1007, number],
  [25, 1009, text],
  [26, 1028, number],
  [114, 199, json],
  [700, 1021, number],
  [701, 1022, number],
  [1043, 1015, text],
  [1082, 1182, text],
  [1114, 1115, (value) => timestampWithZone(`${value}+00`)],
  [1184, 1185, timestampWithZone],
  [1700, 1231, text],
  [2950, 2951, text],
  [3802, 3807, json],
];

/**
 * Parsers by type OID. Both drivers use them, so that rows are the same: their own parsers differ for
 * int8, date, numeric and arrays.
 */
export const rowParsers: Readonly<Record<number, Parse>> = Object.fromEntries(
  scalars.flatMap(([oid, arrayOid, parse]) => [
    [oid, parse],
    [arrayOid, (value: string) => parseArray(value, parse)],
  ]),
);

/** The parser of a type; other types stay text. */
export function rowParser(oid: number): Parse {
  return rowParsers[oid] ?? text;
}
