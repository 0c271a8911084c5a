import type { RedirectDestination } from '@gatehouse/display';
import { Host } from '@gatehouse/look/components';
import { useWords } from './words/in-words.ts';

/** The words of a link to where an answer goes: never a name that a client chose. */
export function BackTo({ redirect }: { readonly redirect: RedirectDestination }) {
  const { back } = useWords().consent.connected;
  switch (redirect.kind) {
    case 'https':
      return <span>{back.site({ host: <Host host={redirect.host} /> })}</span>;
    case 'loopback':
      return <span>{back.program}</span>;
    case 'custom-scheme':
      return <span>{back.app}</span>;
  }
}
