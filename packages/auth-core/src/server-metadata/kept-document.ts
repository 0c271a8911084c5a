import { IssuerError } from '../errors/errors.ts';
import { SharedWork } from '../sharing/shared-work.ts';
import { type Fetch, fetchText, parseObject } from '../issuer/fetch-json.ts';

export interface KeptDocumentOptions {
  /** The issuer that the document has to contain (RFC 8414 §3.3). */
  readonly issuer: string;
  /** Where the document may be, in the order in which the URLs are tried. */
  readonly urls: readonly string[];
  readonly fetch: Fetch;
  readonly clock: () => number;
  readonly onProblem: (error: unknown) => void;
}

/** The document exactly as the issuer sent it; `absent` where the issuer answered 404 everywhere. */
export type Known = { readonly text: string } | 'absent';

const limits = { timeoutMs: 3000, maxBytes: 128 * 1024 };
/** Milliseconds. */
const maxAge = 5 * 60_000;
/** Milliseconds. How much longer the last known document is used while the issuer cannot be reached. */
const maxStale = 24 * 60 * 60_000;
/** Milliseconds between attempts after a failure: without a document, and with the last known one. */
const backOff = { cold: 1000, warm: 10_000 };
/**
 * One document of the issuer, cached. Requests share one fetch. Nothing is fetched while the document is
 * fresh or shortly after a failure.
 */
export class KeptDocument {
  readonly #options: KeptDocumentOptions;
  #known: Known | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #failed = false;
  readonly #loading = new SharedWork<void>();

  constructor(options: KeptDocumentOptions) {
    this.#options = options;
  }

  /** Never rejects. Undefined: there is no document, and the issuer cannot be reached at the moment. */
  async current(): Promise<Known | undefined> {
    const now = this.#options.clock();
    const age = now - this.#loadedAt;
    if (this.#known && age < maxAge) return this.#known;
    if (age >= maxAge + maxStale) this.#known = undefined;
    const wait = this.#known ? backOff.warm : backOff.cold;
    if (this.#loading.isRunning || !this.#failed || now - this.#attemptedAt >= wait) {
      const attempt = () => this.#attempt();
      // After a failure, requests for which the last known document is enough do not wait, unless such
      // a request has left its fetch behind.
      if (this.#known && this.#failed && !this.#loading.isLost) this.#loading.start(attempt);
      else await this.#loading.join(attempt).catch(() => {});
    }
    return this.#known;
  }

  async #attempt(): Promise<void> {
    const { clock, onProblem } = this.#options;
    this.#attemptedAt = clock();
    try {
      this.#known = await this.#ask();
      this.#loadedAt = clock();
      this.#failed = false;
    } catch (error) {
      this.#attemptedAt = clock();
      this.#failed = true;
      onProblem(error);
    }
  }

  async #ask(): Promise<Known> {
    const { urls, fetch, issuer } = this.#options;
    let refused: IssuerError | undefined;
    for (const url of urls) {
      try {
        const { status, text } = await fetchText(url, fetch, limits);
        if (status === 404) continue;
        if (status !== 200) {
          throw new IssuerError('issuer_response_refused', `${url} answered ${status}`);
        }
        if (parseObject(text, url)['issuer'] === issuer) return { text };
        throw new IssuerError('issuer_mismatch', `${url} does not name the issuer ${issuer}`);
      } catch (error) {
        if (!(error instanceof IssuerError) || error.code === 'issuer_unreachable') throw error;
        refused ??= error;
      }
    }
    if (refused) throw refused;
    return 'absent';
  }
}
