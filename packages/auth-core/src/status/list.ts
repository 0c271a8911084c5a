/** How many bits a status takes (draft-ietf-oauth-status-list §4.1). */
export type StatusBits = 1 | 2 | 4 | 8;

/** The status of every token that has a place in it. */
export class StatusList {
  readonly #bits: StatusBits;
  readonly #bytes: Uint8Array;

  /** @param bytes decompressed */
  constructor(bits: StatusBits, bytes: Uint8Array) {
    this.#bits = bits;
    this.#bytes = bytes;
  }

  /**
   * The status at a place, 0 meaning valid; undefined where the list has no such place.
   *
   * @param index a whole number from 0
   */
  at(index: number): number | undefined {
    const position = index * this.#bits;
    const byte = this.#bytes[Math.floor(position / 8)];
    // Places are counted from the least significant bit of each byte.
    return byte === undefined ? undefined : (byte >> (position % 8)) & ((1 << this.#bits) - 1);
  }
}
