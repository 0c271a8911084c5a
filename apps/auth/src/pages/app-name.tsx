import { type ClientSummary, clientName } from './client-summary.tsx';
import { useWords } from './words/in-words.ts';

/** The name that an app gave itself. */
export function AppName({ client }: { readonly client: ClientSummary }) {
  return <bdi>{clientName(client, useWords())}</bdi>;
}
