import { base64url } from 'jose';

type SynchronousHash = (algorithm: 'sha256', text: string, encoding: 'base64url') => string;

/** The part of `process` that Node.js, Deno, Bun and workerd with Node.js compatibility have. */
interface Builtins {
  readonly getBuiltinModule?: (name: 'node:crypto') => { readonly hash?: SynchronousHash };
}

/**
 * SHA-256 of a token's characters in UTF-8, in base64url.
 *
 * WebCrypto is there everywhere and answers by a promise, which costs many times what the hash
 * does; so `node:crypto` is used where it is at hand, and never imported.
 */
export type TokenDigest = (token: string) => string | Promise<string>;

/** @param builtins `process`, where there is one */
export function tokenDigest(
  builtins: Builtins | undefined = (globalThis as { process?: Builtins }).process,
): TokenDigest {
  const hash = builtins?.getBuiltinModule?.('node:crypto')?.hash;
  return hash ? (token) => hash('sha256', token, 'base64url') : webDigest;
}

async function webDigest(token: string): Promise<string> {
  const bytes = new TextEncoder().encode(token);
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
