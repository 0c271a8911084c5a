import { displaySentence } from '@gatehouse/display';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { Document } from './document.tsx';
import { useWords } from './words/in-words.ts';
import { Operator } from './operator.tsx';
import { type ProblemCode, problemInWords } from './problems.ts';
import { Reference } from './reference.tsx';

export interface ErrorPageProps {
  readonly problem: ProblemCode;
  /** seconds until it is over, where that is known */
  readonly wait?: number | undefined;
  /** a stable code, of a standard or our own, for whoever helps the user */
  readonly code?: string;
  /** identifies this event in the log; absent where the log has no line of it */
  readonly reference?: string;
}

/** Says what went wrong and what the user can do. The response has to have the problem's status. */
export function ErrorPage(props: ErrorPageProps) {
  const words = useWords();
  const { problem, wait, code, reference } = props;
  const hasReference = reference !== undefined;
  const { title, message, whatToDo } = problemInWords(words, problem, {
    hasReference,
    wait,
    operator: <Operator />,
  });
  return (
    <Document title={title}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{title}</h1>
          <p>{message}</p>
        </div>
        {whatToDo.length > 0 && (
          <section class="section" aria-labelledby="what-to-do">
            <h2 id="what-to-do">{words.whatToDo}</h2>
            <ul class="steps">
              {whatToDo.map((step) => (
                <li>{step}</li>
              ))}
            </ul>
          </section>
        )}
        {problem === 'stale_page' && (
          <a class="button" href={ENDPOINTS.home.path}>
            {words.errors.toStartPage}
          </a>
        )}
        {code !== undefined && (
          <dl class="small-print">
            <dt>{words.code}</dt>
            <dd>
              <code>{displaySentence(code)}</code>
            </dd>
          </dl>
        )}
        <Reference text={reference} />
      </div>
    </Document>
  );
}
