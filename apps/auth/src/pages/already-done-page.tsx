import { Document } from './document.tsx';
import { useWords } from './words/in-words.ts';

/** Shown when a finished interaction is opened again: after going back, reloading, or pressing twice. */
export function AlreadyDonePage() {
  const { alreadyDone } = useWords().signIn;
  return (
    <Document title={alreadyDone.title} width="narrow">
      <div class="sheet pad">
        <div class="stack">
          <h1>{alreadyDone.title}</h1>
          <p class="lede">{alreadyDone.finished}</p>
        </div>
        <p class="quiet">{alreadyDone.notConnected}</p>
      </div>
    </Document>
  );
}
