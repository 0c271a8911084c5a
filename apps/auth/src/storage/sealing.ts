import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { RecentlyUsed } from './recently-used.ts';

/**
 * What a sealed value is for. Each purpose is one column of one table, so that purpose and key of the
 * row say where a value belongs: a private key of `signing_keys` (kid), a secret of `clients` (id),
 * the value of a refresh token in `artifacts`, as a successor (hash of the token that it succeeds, whose
 * row it is not in: only who presents that token is to have it).
 */
export type SealPurpose = 'signing-key' | 'client-secret' | 'refresh-successor';

/** A sealed value that was opened without asking whether its form is accepted still. */
export interface OpenedSeal {
  readonly secret: string;
  /** `false`: of a version that did not bind values to their row yet */
  readonly bound: boolean;
  /** whether it was sealed when nothing unbound was left in its database */
  readonly refusesUnbound: boolean;
}

/** Encrypts the few secrets that must be readable again (RFC 7516, `dir` with A256GCM). */
export interface Sealer {
  /**
   * Seals under the newest key, for one row.
   *
   * @param refusesUnbound says in the value that nothing unbound is accepted beside it
   */
  seal(
    purpose: SealPurpose,
    row: string,
    secret: string,
    refusesUnbound?: boolean,
  ): Promise<string>;
  /** Opens what any key of the ring sealed for this row. Rejects with {@link SealError} otherwise. */
  open(purpose: SealPurpose, row: string, sealed: string): Promise<string>;
  /** As {@link open}, whether values that are bound to no row are accepted or not. */
  inspect(purpose: SealPurpose, row: string, sealed: string): Promise<OpenedSeal>;
}

export interface SealerOptions {
  /**
   * Asked when a value turns up that is bound to no row: whether such values are accepted. Unless
   * told, they are not.
   */
  readonly acceptsUnbound?: () => Promise<boolean>;
  /** Told of every value that was refused where it is. */
  readonly onMisplaced?: (error: SealError) => void;
}

/** A sealed value does not open where it is. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly code: 'seal_not_opened' | 'seal_misplaced';

  constructor(code: SealError['code'], purpose: SealPurpose, options?: ErrorOptions) {
    super(`A stored ${purpose} ${WHY[code]}`, options);
    this.code = code;
  }
}

const WHY = {
  /** its key left the ring, or it was altered */
  seal_not_opened:
    'does not open with any key of ENCRYPTION_KEYS. ' +
    'If a key was removed, put it back at the end of the list.',
  /** moved here from another row or column, or bound to none when that is not accepted any more */
  seal_misplaced:
    'was not sealed for the row that it is in. Somebody moved it, or a server of an older version ' +
    'wrote it after the upgrade.',
};

/**
 * Whether a value was refused because of where it is. It is then as good as not there, unlike one
 * whose key is missing: that is a fault of the configuration, and passes.
 */
export function isMisplaced(error: unknown): error is SealError {
  return error instanceof SealError && error.code === 'seal_misplaced';
}

/**
 * The five parts of a value (RFC 7516 §7.1): header, no encrypted key with `dir` (RFC 7518 §4.5),
 * initialization vector of 12 octets, ciphertext, tag of 16 octets (§5.3). A base64url text never has
 * one character more than a multiple of four.
 */
const FORM = /^([\w-]+)\.\.([\w-]{16})\.((?:[\w-]{4})*(?:[\w-]{2,3})?)\.([\w-]{22})$/;

/** Octets of an initialization vector of A256GCM (RFC 7518 §5.3); random, as a key seals far fewer than 2^32 values. */
const IV_LENGTH = 12;

/** The member of the header that binds a value to its row; the first, so that SQL can tell both forms apart. */
const ROW = 'row';

/** How every bound value begins, and no other: base64url of `{"row":"`, as far as that is whole sextets. */
export const BOUND_PREFIX = Buffer.from(`{"${ROW}":"`).toString('base64url').slice(0, 10);

const decoder = new TextDecoder();

/** How many clients' secrets are kept as they were opened: as many as the library keeps clients, with theirs. */
const OPENED_SECRETS = 100;

/**
 * @param ring 32-byte keys, newest first: the first seals, all open.
 */
export function createSealer(
  ring: readonly Uint8Array[],
  { acceptsUnbound = () => Promise.resolve(false), onMisplaced }: SealerOptions = {},
): Sealer {
  const [newest] = ring;
  if (newest === undefined) throw new TypeError('the ring needs at least one key');
  const byKid = new Map(ring.map((key) => [keyId(key), createSecretKey(key)]));
  const newestKid = keyId(newest);
  const newestKey = createSecretKey(newest);
  const openedSecrets = new RecentlyUsed<string>(OPENED_SECRETS);

  // Every refresh seals its successor, and every client with a secret has it opened, so both are done
  // on the spot: WebCrypto would hand the work to another thread, at several times the price.
  const inspect = (purpose: SealPurpose, row: string, sealed: string): OpenedSeal => {
    const { secret, header } = decrypt(byKid, purpose, sealed);
    const bound = header[ROW] !== undefined;
    if (header.purpose !== purpose || (bound && header[ROW] !== placeOf(purpose, row))) {
      throw new SealError('seal_misplaced', purpose);
    }
    return { secret, bound, refusesUnbound: bound && header.unbound === 'refused' };
  };
  return {
    seal(purpose, row, secret, refusesUnbound = false) {
      const header = base64url({
        [ROW]: placeOf(purpose, row),
        alg: 'dir',
        enc: 'A256GCM',
        kid: newestKid,
        purpose,
        ...(refusesUnbound && { unbound: 'refused' }),
      });
      const iv = randomBytes(IV_LENGTH);
      const cipher = createCipheriv('aes-256-gcm', newestKey, iv).setAAD(Buffer.from(header));
      const text = cipher.update(secret, 'utf8', 'base64url') + cipher.final('base64url');
      const parts = [header, '', iv.toString('base64url'), text];
      return Promise.resolve([...parts, cipher.getAuthTag().toString('base64url')].join('.'));
    },
    async open(purpose, row, sealed) {
      // The same value in the same row opens to the same secret as long as the ring is this one. A
      // client proves who it is again and again; other values are opened once in a while. What is bound
      // to no row is not kept: whether it is accepted changes.
      const name = `${sealed}\n${row}`;
      const known = purpose === 'client-secret' ? openedSecrets.get(name) : undefined;
      if (known !== undefined) return known;
      try {
        const { secret, bound } = inspect(purpose, row, sealed);
        if (!bound && !(await acceptsUnbound())) throw new SealError('seal_misplaced', purpose);
        if (bound && purpose === 'client-secret') openedSecrets.set(name, secret);
        return secret;
      } catch (error) {
        if (isMisplaced(error)) onMisplaced?.(error);
        throw error;
      }
    },
    inspect: async (...value) => inspect(...value),
  };
}

function decrypt(
  byKid: ReadonlyMap<unknown, KeyObject>,
  purpose: SealPurpose,
  sealed: string,
): { secret: string; header: Readonly<Record<string, unknown>> } {
  try {
    const [, encodedHeader = '', iv = '', text = '', tag = ''] = FORM.exec(sealed) ?? [];
    const header = headerIn(encodedHeader);
    const key = byKid.get(header.kid);
    if (key === undefined) throw new TypeError('unknown kid');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
      .setAAD(Buffer.from(encodedHeader))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    const begun = decipher.update(text, 'base64url');
    return { secret: decoder.decode(Buffer.concat([begun, decipher.final()])), header };
  } catch (cause) {
    throw new SealError('seal_not_opened', purpose, { cause });
  }
}

/** @throws TypeError, SyntaxError where it is no header of a value sealed here */
function headerIn(encoded: string): Readonly<Record<string, unknown>> {
  const header = JSON.parse(Buffer.from(encoded, 'base64url').toString()) as Record<
    string,
    unknown
  > | null;
  if (header?.alg !== 'dir' || header.enc !== 'A256GCM') throw new TypeError('unknown algorithm');
  // RFC 7516 §4.1.13 and §4.1.3: neither an extension nor compression is understood here.
  if ('crit' in header || 'zip' in header) throw new TypeError('unknown extension');
  return header;
}

/** Names a row without saying which: the header of a JWE is readable. */
function placeOf(purpose: SealPurpose, row: string): string {
  return createHash('sha256').update(`${purpose}\n${row}`).digest('base64url');
}

function base64url(header: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}

/** A short public name of a key; says nothing about the key itself. */
function keyId(key: Uint8Array): string {
  return createHash('sha256').update('gatehouse kid').update(key).digest('base64url').slice(0, 12);
}
