/** Tokens in every wrong shape, made with `node:crypto` alone: libraries that sign would refuse. */
import { createHmac, type KeyObject, sign } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

/** What a compact JWS says, to be written anew with something else in it. */
export interface Parts {
  readonly header: Json;
  readonly claims: Json;
  readonly segments: readonly [string, string, string];
}

/** @throws Error where it is none */
export function partsOf(token: string): Parts {
  const segments = token.split('.');
  const [header = '', claims = '', signature = ''] = segments;
  const read = (segment: string) =>
    JSON.parse(Buffer.from(segment, 'base64url').toString()) as Json;
  return { header: read(header), claims: read(claims), segments: [header, claims, signature] };
}

export const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A signature over the first two segments, of whatever they say. */
export type Signing = (input: Buffer) => Buffer;

export const es256 =
  (key: KeyObject): Signing =>
  (input) =>
    sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' });

export const rs256 =
  (key: KeyObject): Signing =>
  (input) =>
    sign('sha256', input, key);

export const hs256 =
  (secret: string | Buffer): Signing =>
  (input) =>
    createHmac('sha256', secret).update(input).digest();

export const unsigned: Signing = () => Buffer.alloc(0);

/** @param payload an object, or the bytes themselves in base64url behind `raw:` */
export function compact(header: Json, payload: unknown, signing: Signing): string {
  const body =
    typeof payload === 'string' && payload.startsWith('raw:') ? payload.slice(4) : encoded(payload);
  const input = `${encoded(header)}.${body}`;
  return `${input}.${signing(Buffer.from(input)).toString('base64url')}`;
}
