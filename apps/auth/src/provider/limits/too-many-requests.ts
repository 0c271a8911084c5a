import { waitInWords } from '@gatehouse/display';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';

/** RFC 6585 §4. No OAuth code says this; the MCP SDKs know this one. */
export class TooManyRequests extends errors.OIDCProviderError {
  constructor(description: string) {
    super(429, 'too_many_requests');
    this.error_description = description;
  }
}

/** What there was too much of, and when to come back. @param wait seconds */
export function tooMany(what: string, wait: number): string {
  return `Too many ${what} from this network. Try again in ${waitInWords(wait)}.`;
}

/** Says on a 429 when to come back. @param wait seconds */
export function sayWhenToRetry(ctx: Pick<KoaContextWithOIDC, 'set'>, wait: number): void {
  ctx.set({ 'Retry-After': String(wait), 'Cache-Control': 'no-store' });
}
