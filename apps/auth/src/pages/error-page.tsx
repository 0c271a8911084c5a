import { Document, renderPage } from './document.tsx';
import { displaySentence } from '@gatehouse/display';
import { type Problem, TELL_THE_OPERATOR } from './problems.ts';
import { Reference } from './reference.tsx';

export interface ErrorPageProps extends Problem {
  /** a stable code, of a standard or our own, for whoever helps the user */
  readonly code?: string;
  /** identifies this event in the log; absent where the log has no line of it */
  readonly reference?: string;
}

/** Says what went wrong and what the user can do. The response has to have `props.status`. */
export function errorPage({ title, message, whatToDo, code, reference }: ErrorPageProps): string {
  return renderPage(
    <Document title={title}>
      <div class="card">
        <div class="opening">
          <h1>{title}</h1>
          <p>{message}</p>
        </div>
        {whatToDo.length > 0 && (
          <section class="section" aria-labelledby="what-to-do">
            <h2 id="what-to-do">What you can do</h2>
            <ul class="steps">
              {whatToDo.map((step) => (
                <li key={step}>{reference === undefined ? step : withReference(step)}</li>
              ))}
            </ul>
          </section>
        )}
        {code !== undefined && (
          <dl class="small-print">
            <dt>Code</dt>
            <dd>
              <code>{displaySentence(code)}</code>
            </dd>
          </dl>
        )}
        <Reference text={reference} />
      </div>
    </Document>,
  );
}

/** The same step, which names the reference that the page has. */
function withReference(step: string): string {
  if (step !== TELL_THE_OPERATOR) return step;
  return 'If it keeps happening, give the reference below to the operator of this server.';
}
