import type { IncomingMessage } from 'node:http';
import { Counter, type Registry } from '@prometheus-io/client';
import type { Logger } from '../../events/logger.ts';
import { isHostOf } from './own-host.ts';

/** Milliseconds. */
const MINUTE = 60_000;
/** So many names are told in a minute, each once: strangers send what they like. */
const NAMES = 10;
/** Characters of a name that are told; no host is longer that is not made up (RFC 1035 §2.3.4). */
const LONGEST = 100;

export interface MisdirectedOptions {
  readonly publicUrl: URL;
  readonly logger: Pick<Logger, 'warn'>;
  readonly registry: Registry;
  /** milliseconds */
  readonly now: () => number;
}

/**
 * Is told of each request that came for another host, and tells the operator what to do about it.
 *
 * @param id of the request
 */
export type Misdirected = (req: Pick<IncomingMessage, 'headers' | 'url'>, id?: string) => void;

/**
 * Counts requests for other hosts, and writes a line for some: a wrong `PUBLIC_URL` and a proxy that puts
 * its own name into `Host` look alike to the person who is answered 421.
 */
export function misdirected({ publicUrl, logger, registry, now }: MisdirectedOptions): Misdirected {
  const counter = new Counter({
    name: 'gatehouse_misdirected_requests_total',
    help: 'Requests for another host than that of PUBLIC_URL, answered 421.',
    registers: [registry],
  });
  counter.inc(0);
  let began = Number.NEGATIVE_INFINITY;
  let told = new Set<string>();
  return ({ headers }, id) => {
    counter.inc();
    const received = (headers.host ?? '').slice(0, LONGEST);
    if (now() - began >= MINUTE) {
      began = now();
      told = new Set();
    }
    if (told.has(received) || told.size >= NAMES) return;
    told.add(received);
    const forwarded = [headers['x-forwarded-host']].flat()[0];
    const remedy = isHostOf(publicUrl, forwarded)
      ? 'a proxy in front says the right one in X-Forwarded-Host alone, which is not read: have it pass Host on as it came'
      : 'set PUBLIC_URL to the address that people use, or have the proxy in front pass Host on as it came';
    logger.warn(
      { id, received, expected: publicUrl.host },
      `PUBLIC_URL is ${publicUrl.origin}, and a request came for ${JSON.stringify(received)}: ${remedy}`,
    );
  };
}
