import type { Contact } from '../protocol/contact.ts';
import { useWords } from './words/in-words.ts';

/** The operator, within a sentence, with a link to where they can be asked. */
export function Operator({ contact }: { readonly contact?: Contact | undefined }) {
  const { operator } = useWords();
  if (contact === undefined) return <>{operator.name}</>;
  const link = (
    <a href={contact.href} rel="noopener noreferrer">
      {contact.text}
    </a>
  );
  return <>{operator.reachedAt({ contact: link })}</>;
}
