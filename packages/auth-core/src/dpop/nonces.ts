import { base64url, type CryptoKey } from 'jose';

import { ConfigurationError } from '../errors/errors.ts';

/** How a server makes the nonces that it requires in proofs (RFC 9449 §9). */
export interface NonceOptions {
  /**
   * At least 32 random bytes, or a text of as many. All servers with the same URL need the same
   * secret. After a change of the secret each client has to repeat one request.
   */
  readonly secret: string | Uint8Array;
  /** For how many seconds a nonce is given out. It is accepted for twice as long. Default: 300. */
  readonly lifetime?: number | undefined;
}

export interface Nonces {
  /** The current nonce. */
  current(): Promise<string>;
  /** Whether `nonce` is the current nonce or the one before. */
  accepts(nonce: unknown): Promise<boolean>;
}

const utf8 = new TextEncoder();

/**
 * Nonces without storage: each is the HMAC of the number of the current time interval. They are the
 * same for every client. They only prove that a proof was not made much earlier.
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
  const interval = () => Math.floor(clock() / 1000 / lifetime);
  let key: CryptoKey | undefined;

  async function nonceOf(number: number): Promise<string> {
    // The key is kept and not the promise, which on Workers belongs to one request.
    key ??= await importKey(secret);
    const text = utf8.encode(`dpop-nonce ${number}`);
    return base64url.encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, text)));
  }

  return {
    current: () => nonceOf(interval()),
    async accepts(nonce) {
      // The nonces are public, so this comparison has no secret that its timing could reveal.
      const now = interval();
      return nonce === (await nonceOf(now)) || nonce === (await nonceOf(now - 1));
    },
  };
}

function importKey(secret: Uint8Array): Promise<CryptoKey> {
  const bytes = Uint8Array.from(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
