import { german } from './de.ts';
import { english } from './en.ts';
import type { ProxyWords } from './words.ts';

/** Every language. The first is for whoever understands none of them. */
export const LANGUAGES: readonly [ProxyWords, ...ProxyWords[]] = [english, german];
