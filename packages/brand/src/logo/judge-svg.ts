import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Image, Unfit } from './judge-image.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string>>;

/**
 * Whether a browser shows a file as an SVG image, and in which proportions. A browser shows nothing at all
 * where the XML is not well-formed, or the elements are in no namespace, as in what is copied out of a page.
 * What a script in it would do is not asked: none runs (the headers that it is sent with see to that).
 */
export function judgeSvg(body: Buffer): Pick<Image, 'width' | 'height'> | Unfit {
  const root = readRoot(body);
  if ('problem' in root) return root;
  const size = viewBox(root.attributes) ?? ownSize(root.attributes);
  return size ?? { problem: 'names an SVG without a viewBox, and without width and height' };
}

const NO_SVG: Unfit = { problem: 'names a file that is none of SVG, PNG and WebP' };
const NO_NAMESPACE: Unfit = {
  problem: `names an SVG that browsers do not show: it lacks xmlns="${NAMESPACE}"`,
};

function readRoot(body: Buffer): { readonly attributes: Attributes } | Unfit {
  const parser = new SaxesParser({ xmlns: true });
  let root: SaxesTagNS | undefined;
  parser.on('opentag', (tag) => {
    root ??= tag;
  });
  const flaw = parse(parser, body);
  // What does not even begin like one is no SVG, whatever is wrong with it as XML.
  if (root?.local !== 'svg') return NO_SVG;
  if (flaw !== undefined) return { problem: `names an SVG that is no well-formed XML (${flaw})` };
  return root.uri === NAMESPACE ? { attributes: plain(root.attributes) } : NO_NAMESPACE;
}

/** @returns what is wrong, in the parser's words: where, and what it met */
function parse(parser: SaxesParser, body: Buffer): string | undefined {
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(body)).close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 100) : 'unreadable';
  }
}

function plain(attributes: Readonly<Record<string, { readonly value: string }>>): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
}

/** SVG 2 §8.6 */
function viewBox({ viewBox: text }: Attributes): Pick<Image, 'width' | 'height'> | undefined {
  const [, , width = 0, height = 0] = (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return proportions(width, height);
}

/** In pixels; in other units and in parts of a page they say nothing here. */
function ownSize(attributes: Attributes): Pick<Image, 'width' | 'height'> | undefined {
  const [width = 0, height = 0] = ['width', 'height'].map((name) =>
    Number(/^\s*([\d.]+)(?:px)?\s*$/.exec(attributes[name] ?? '')?.[1]),
  );
  return proportions(width, height);
}

/** Of what is no number, or endless, nobody can say how wide it is shown. */
function proportions(width: number, height: number): Pick<Image, 'width' | 'height'> | undefined {
  const isSize = [width, height].every((one) => Number.isFinite(one) && one > 0);
  return isSize ? { width, height } : undefined;
}
