/** Text of threats and rows as Markdown. */
import { dirname, relative } from 'node:path';
import { pathOf } from './repository.ts';

/** A file or folder that is named by the end of its path, between backticks. */
const NAMED = /`((?:[\w.-]+\/)*[\w.-]+(?:\.(?:tsx?|mjs)|\/))`/g;

/** Markdown of a threat, on the page `from`: what it names becomes a link. */
export function markdown(text: string, from: string): string {
  return text
    .replaceAll(/\]\(((?:docs|SECURITY)[^)]*)\)/g, (_, target: string) => `](${way(target, from)})`)
    .replaceAll(NAMED, (_, name: string) => linkTo(name, from))
    .replaceAll('|', '\\|');
}

/** The files and folders that Markdown of a threat names. */
export const namedIn = (text: string): string[] =>
  [...text.matchAll(NAMED)].map(([, name = '']) => name);

/** Text without markup, as Markdown that shows it as it is. */
export const plain = (text: string): string =>
  text.replaceAll(/[\\`*[\]<>|]|(?<!\w)_|_(?!\w)/g, '\\$&');

/** A phrase in Markdown with a capital at its begin and a full stop at its end. */
export const sentence = (phrase: string): string =>
  phrase.replace(/^\[?\w/, (letter) => letter.toUpperCase()).replace(/(?<![.!?])$/, '.');

/**
 * A link from the page `from` to a file or folder, which is named by the end of its path.
 *
 * @throws {Error} where nothing is called so, or more than one thing
 */
export function linkTo(name: string, from: string, shown = name): string {
  return `[${shown}](${way(pathOf(name), from)})`;
}

const way = (target: string, from: string): string => relative(dirname(from), target);
