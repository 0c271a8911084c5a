import { base64url } from 'jose';

type SynchronousHash = (algorithm: 'sha256', text: string, encoding: 'base64url') => string;

/** The part of `process` that Node.js, Deno, Bun and workerd with Node.js compatibility have. */
interface Builtins {
  readonly getBuiltinModule?: (name: 'node:crypto') => { readonly hash?: SynchronousHash };
}

/**
 * SHA-256 of a token's characters in UTF-8, in base64url.
 *
 * WebCrypto exists on every platform, but it returns a promise, which costs many times more than the
 * hash itself. So `node:crypto` is used where the platform has it. It is not imported, so that the
 * package also loads where it does not exist.
 */
export type TokenDigest = (token: string) => string | Promise<string>;

/** @param builtins `process`, on platforms that have it */
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
