import { german } from './de/de.ts';
import { english } from './en/en.ts';
import type { Words } from './words.ts';

/** Every language. The first is for whoever understands none of them. */
export const LANGUAGES: readonly [Words, ...Words[]] = [english, german];
