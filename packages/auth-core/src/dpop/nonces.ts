import { base64url, type CryptoKey } from 'jose';

import { ConfigurationError } from '../errors/errors.ts';

/** How a server makes the nonces it wants to see in proofs (RFC 9449 §9). */
export interface NonceOptions {
  /**
   * At least 32 random bytes, or text of as many, the same for all servers under one URL. A new
   * one costs each client one repeated request.
   */
  readonly secret: string | Uint8Array;
  /** Seconds a nonce is handed out; it is accepted as long again. Default: 300. */
  readonly lifetime?: number | undefined;
}

export interface Nonces {
  /** The nonce of this moment. */
  current(): Promise<string>;
  /** Whether `nonce` is the one of this moment or the one before. */
  accepts(nonce: unknown): Promise<boolean>;
}

const utf8 = new TextEncoder();

/**
 * Nonces that nothing has to be stored for: the HMAC of the number of the current stretch of time.
 * They are the same for every client; all they prove is that a proof was not made much earlier.
 *
 * @param clock milliseconds since the epoch
 * @throws {@link ConfigurationError}
 */
export function statelessNonces(options: NonceOptions, clock: () => number): Nonces {
  const { lifetime = 300 } = options;
  const secret = typeof options.secret === 'string' ? utf8.encode(options.secret) : options.secret;
  if (!(secret instanceof Uint8Array) || secret.length < 32) {
    throw new ConfigurationError('nonces: the secret needs 32 bytes at least');
  }
  if (!(lifetime >= 1 && lifetime <= 86_400)) {
    throw new ConfigurationError(`nonces: lifetime ${String(lifetime)} is not from 1 to 86400`);
  }
  const stretch = () => Math.floor(clock() / 1000 / lifetime);
  let key: Promise<CryptoKey> | undefined;

  async function nonceOf(number: number): Promise<string> {
    key ??= importKey(secret);
    const text = utf8.encode(`dpop-nonce ${number}`);
    return base64url.encode(new Uint8Array(await crypto.subtle.sign('HMAC', await key, text)));
  }

  return {
    current: () => nonceOf(stretch()),
    async accepts(nonce) {
      // Public values: whoever asks gets the current one. There is no secret to leak by timing.
      const now = stretch();
      return nonce === (await nonceOf(now)) || nonce === (await nonceOf(now - 1));
    },
  };
}

function importKey(secret: Uint8Array): Promise<CryptoKey> {
  const bytes = Uint8Array.from(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
