import { createHash } from 'node:crypto';
import { type Brand, FAVICON, stylesheet } from '@gatehouse/look';
import type { Logo } from './logo/read-logo.ts';
import type { Operator } from './read-operator.ts';

/** A file that pages use. Its path has a digest of its content, so it may be kept for ever. */
export interface PageFile {
  /** on this origin */
  readonly path: string;
  readonly contentType: string;
  readonly body: string | Buffer;
}

/** What the pages of one operator are made with. */
export interface PageFiles {
  /** what a page is told of the operator */
  readonly brand: Brand;
  readonly stylesheet: PageFile & { readonly body: string };
  /** of the tab */
  readonly icon: PageFile;
  /** all that has to be served, each once */
  readonly files: readonly PageFile[];
}

/** CSS pixels that a logo is shown in (`.logo` of `@gatehouse/look`). */
const LOGO_HEIGHT = 28;
const LOGO_WIDEST = 160;

/** An image that is about square can be seen in a tab; of a word nothing is left there. */
const SQUARE = 1.25;

/**
 * Stylesheet, icon and logo of one operator. Another logo or colour is at another path, so nobody sees the
 * old one.
 *
 * @param addressOf the path of a file of that name on this origin
 * @example
 * const { brand, files } = pageFiles(operator, (name, extension) => `/assets/${name}.${extension}`);
 */
export function pageFiles(
  operator: Operator,
  addressOf: (name: string, extension: string) => string,
): PageFiles {
  const { palette, logo, ...told } = operator;
  const file = <Body extends PageFile['body']>(
    name: string,
    extension: string,
    { contentType, body }: { readonly contentType: string; readonly body: Body },
  ) => {
    const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
    return { path: addressOf(`${name}-${digest}`, extension), contentType, body };
  };
  const css = { contentType: 'text/css; charset=utf-8', body: stylesheet(palette) };
  const ofSoftware = { contentType: 'image/svg+xml', body: FAVICON };
  const styles = file('gatehouse', 'css', css);
  const image = logo && file('logo', logo.extension, logo);
  const icon = logo && image && isSquare(logo) ? image : file('gatehouse', 'svg', ofSoftware);
  const brand =
    logo && image ? { ...told, logo: { path: image.path, width: shownWidth(logo) } } : told;
  return {
    brand,
    stylesheet: styles,
    icon,
    files: [...new Set([styles, icon, ...(image ? [image] : [])])],
  };
}

function isSquare({ width, height }: Logo): boolean {
  return width <= height * SQUARE && height <= width * SQUARE;
}

function shownWidth({ width, height }: Logo): number {
  return Math.min(LOGO_WIDEST, Math.max(1, Math.round((width / height) * LOGO_HEIGHT)));
}

/**
 * Headers of these files. An SVG is a document where somebody opens it by itself: nothing in it runs, is
 * loaded or is of this origin then (CSP Level 3 §6.4.1, `sandbox`). What it draws with is in it.
 */
export function fileHeaders(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Content-Security-Policy':
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
