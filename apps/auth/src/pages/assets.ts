import { createHash } from 'node:crypto';
import { COLOURS, FAVICON, stylesheet as css } from '@gatehouse/look';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';

/** A file that pages use. Its path has a digest of its content, so it may be cached for ever. */
export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

function asset(extension: string, contentType: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const path = addressOf(ENDPOINTS.asset, { name: `gatehouse-${hash}`, extension });
  return { path, contentType, body };
}

export const stylesheet = asset('css', 'text/css; charset=utf-8', css(COLOURS));

export const favicon = asset('svg', 'image/svg+xml', FAVICON);

/** The files that are served beside the pages. */
export const assets: readonly Asset[] = [stylesheet, favicon];
