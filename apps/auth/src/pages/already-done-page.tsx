import { Document, renderPage } from './document.tsx';
import { displayName } from '@gatehouse/display';

export interface AlreadyDonePageProps {
  readonly clientName?: string;
}

/** Shown when a finished interaction is opened again: after going back, reloading, or pressing twice. */
export function alreadyDonePage({ clientName }: AlreadyDonePageProps): string {
  const app = displayName(clientName, 'your app');
  return renderPage(
    <Document title="Already done">
      <div class="card">
        <div class="opening">
          <h1>Already done</h1>
          <p>
            This step is finished. Return to <bdi>{app}</bdi>; you can close this window.
          </p>
        </div>
        <p class="small-print">
          If <bdi>{app}</bdi> is not connected, start connecting again from there.
        </p>
      </div>
    </Document>,
  );
}
