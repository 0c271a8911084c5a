import { displayName } from '@gatehouse/display';
import { Document, renderPage } from './document.tsx';
import type { Words } from './words/words.ts';

export interface AlreadyDonePageProps {
  readonly clientName?: string;
}

/** Shown when a finished interaction is opened again: after going back, reloading, or pressing twice. */
export function alreadyDonePage({ clientName }: AlreadyDonePageProps, words: Words): string {
  const { alreadyDone } = words.signIn;
  const app = <bdi>{displayName(clientName, words.client.yourApp)}</bdi>;
  return renderPage(
    <Document title={alreadyDone.title}>
      <div class="card">
        <div class="opening">
          <h1>{alreadyDone.title}</h1>
          <p>{alreadyDone.finished({ app })}</p>
        </div>
        <p class="small-print">{alreadyDone.notConnected({ app })}</p>
      </div>
    </Document>,
    words,
  );
}
