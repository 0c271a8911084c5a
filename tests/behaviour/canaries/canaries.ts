import { randomBytes } from 'node:crypto';

/** Where a canary was planted. */
export interface Place {
  /** of the table of endpoints, or what stands for one */
  readonly endpoint: string;
  readonly field: string;
}

/** Somewhere a canary was seen that nobody allowed. */
export interface Sighting extends Place {
  /** `log`, `metrics`, `traces`; or a header or the body of an answer, and of which endpoint */
  readonly where: string;
}

/** What may be seen somewhere, and why. */
export interface Allowed {
  readonly endpoint: RegExp;
  readonly field: RegExp;
  readonly where: RegExp;
  readonly why: string;
}

/** What base64 leaves of a text (RFC 4648 §4, §5), as credentials and parts of tokens have it. */
const ENCODED = /[\w+/-]{24,}/g;

/**
 * Secrets that are one for each field of each request. Each is good as a part of a host name, of a token
 * and of a path, and says in any text which field it was planted in.
 */
export class Canaries {
  readonly #run = randomBytes(5).toString('hex');
  readonly #places: Place[] = [];
  readonly #sightings = new Map<string, Sighting>();
  readonly #used = new Set<Allowed>();
  readonly #allowed: readonly Allowed[];

  constructor(allowed: readonly Allowed[]) {
    this.#allowed = allowed;
  }

  /** A secret for a field; asked again, another one. */
  plant(endpoint: string, field: string): string {
    const number = this.#places.push({ endpoint, field }) - 1;
    return `cnry${String(number).padStart(5, '0')}${this.#run}`;
  }

  get planted(): readonly Place[] {
    return this.#places;
  }

  /** Looks for canaries in a text, in the clear and in base64. */
  look(where: string, text: string): void {
    this.#lookIn(where, text);
    for (const [token] of text.matchAll(ENCODED)) {
      this.#lookIn(where, Buffer.from(token, 'base64').toString('latin1'));
    }
  }

  /** Every place that was seen where nobody allows it, once. */
  get sightings(): string[] {
    return [...this.#sightings.keys()].toSorted();
  }

  /** What was allowed and never needed. */
  get unused(): readonly Allowed[] {
    return this.#allowed.filter((one) => !this.#used.has(one));
  }

  #lookIn(where: string, text: string): void {
    const marked = new RegExp(`cnry(\\d{5})${this.#run}`, 'gi');
    for (const [, number = ''] of text.matchAll(marked)) {
      const place = this.#places[Number(number)];
      if (place === undefined) continue;
      const by = this.#allowed.find(
        (one) =>
          one.endpoint.test(place.endpoint) && one.field.test(place.field) && one.where.test(where),
      );
      if (by !== undefined) this.#used.add(by);
      else {
        const { endpoint, field } = place;
        this.#sightings.set(`${field} of ${endpoint}, in ${where}`, { ...place, where });
      }
    }
  }
}
