import { displaySentence } from '@gatehouse/display';
import { useWords } from './words/in-words.ts';

/**
 * What a person reads to the operator, in a field that can be reached and copied by keyboard: it is selected
 * when somebody comes to it with the Tab key. Nothing, where there is none.
 */
export function Reference({ text }: { readonly text: string | undefined }) {
  const { reference } = useWords();
  if (text === undefined) return null;
  return (
    <div class="reference">
      <label for="reference">{reference}</label>
      <input id="reference" readonly autocomplete="off" value={displaySentence(text)} />
    </div>
  );
}
