import { displayName } from '@gatehouse/display';
import { Document } from './document.tsx';
import { useWords } from './words/in-words.ts';

export interface AlreadyDonePageProps {
  readonly clientName?: string;
}

/** Shown when a finished interaction is opened again: after going back, reloading, or pressing twice. */
export function AlreadyDonePage({ clientName }: AlreadyDonePageProps) {
  const words = useWords();
  const { alreadyDone } = words.signIn;
  const app = <bdi>{displayName(clientName, words.client.yourApp)}</bdi>;
  return (
    <Document title={alreadyDone.title}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{alreadyDone.title}</h1>
          <p>{alreadyDone.finished({ app })}</p>
        </div>
        <p class="small-print">{alreadyDone.notConnected({ app })}</p>
      </div>
    </Document>
  );
}
