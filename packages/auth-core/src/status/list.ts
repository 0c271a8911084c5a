/** How many bits a status has (draft-ietf-oauth-status-list §4.1). */
export type StatusBits = 1 | 2 | 4 | 8;

/** The statuses of tokens, by their index. */
export class StatusList {
  readonly #bits: StatusBits;
  readonly #bytes: Uint8Array;

  /** @param bytes decompressed */
  constructor(bits: StatusBits, bytes: Uint8Array) {
    this.#bits = bits;
    this.#bytes = bytes;
  }

  /**
   * The status at an index: 0 means valid. Undefined where the list is shorter.
   *
   * @param index an integer, 0 or more
   */
  at(index: number): number | undefined {
    const position = index * this.#bits;
    const byte = this.#bytes[Math.floor(position / 8)];
    // Statuses are counted from the least significant bit of each byte.
    return byte === undefined ? undefined : (byte >> (position % 8)) & ((1 << this.#bits) - 1);
  }
}
