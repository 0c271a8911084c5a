import { Document, renderPage } from './document.tsx';
import { displaySentence } from '@gatehouse/display';
import type { Problem } from './problems.ts';

export interface ErrorPageProps extends Problem {
  /** a stable code, of a standard or our own, for whoever helps the user */
  readonly code?: string;
  /** identifies this event in the log */
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
                <li key={step}>{step}</li>
              ))}
            </ul>
          </section>
        )}
        {(code !== undefined || reference !== undefined) && (
          <dl class="small-print">
            {code !== undefined && <Detail term="Code" text={code} />}
            {reference !== undefined && <Detail term="Reference" text={reference} />}
          </dl>
        )}
      </div>
    </Document>,
  );
}

function Detail({ term, text }: { readonly term: string; readonly text: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <code>{displaySentence(text)}</code>
      </dd>
    </>
  );
}
