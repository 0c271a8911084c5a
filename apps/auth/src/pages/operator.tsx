import { useBrand } from './render.tsx';
import { useWords } from './words/in-words.ts';

/** Whom to ask, within a sentence: a person or the operator, with a link to where they can be asked. */
export function Operator() {
  const { operator } = useWords();
  const { name, contact } = useBrand();
  const called = contact?.name ?? name;
  const who = called === undefined ? <>{operator.name}</> : <bdi>{called}</bdi>;
  if (contact === undefined) return who;
  const link = (
    <a href={contact.href} rel="noopener noreferrer">
      {contact.text}
    </a>
  );
  return <>{operator.reachedAt({ who, contact: link })}</>;
}
