import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from './words.ts';

const InWords = createContext<Words | undefined>(undefined);

/** Gives the words of a page to everything in it. */
export const WordsOfPage = InWords.Provider;

/** The words of the page that is being rendered. */
export function useWords(): Words {
  const words = useContext(InWords);
  if (words === undefined)
    throw new TypeError('this is no part of a page: renderPage gives it words');
  return words;
}
