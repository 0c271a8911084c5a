import { Term as Line } from '@gatehouse/look/components';
import { Operator } from './operator.tsx';
import { useWords } from './words/in-words.ts';

/** How long a client may do what is allowed to it; seconds. */
export interface ConsentTerm {
  /** it ends sooner where it is not used for this long; absent: it does not */
  readonly idle?: number;
  readonly latest: number;
}

/** How long it lasts, and whom to ask who wants it to end sooner. */
export function TermLine({ term: { idle, latest } }: { readonly term: ConsentTerm }) {
  const { term } = useWords().consent;
  return (
    <Line sign="clock">
      {idle === undefined ? term.atMost({ latest }) : term.unused({ idle, latest })}{' '}
      {term.undo({ operator: <Operator /> })}
    </Line>
  );
}
