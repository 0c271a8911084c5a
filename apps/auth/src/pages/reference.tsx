import { Reference as Field } from '@gatehouse/look/components';
import { useWords } from './words/in-words.ts';

/** What a person reads to the operator. Nothing, where there is none. */
export function Reference({ text }: { readonly text: string | undefined }) {
  const { reference } = useWords();
  return text === undefined ? null : <Field label={reference} text={text} />;
}
