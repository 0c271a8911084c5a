import type { ComponentChildren } from 'preact';
import type { ClientSummary } from './client-summary.tsx';
import { Sign } from '@gatehouse/look/components';
import { useWords } from './words/in-words.ts';

/** Why *Allow* did not count. */
export function Again({ because }: { readonly because: 'too-soon' | 'changed' }) {
  const words = useWords().consent;
  return (
    <div class="note" role="status">
      <Sign name="caution" />
      <p>{because === 'too-soon' ? words.tooSoon : words.changedMeanwhile}</p>
    </div>
  );
}

/** Why somebody is asked who has allowed this client something before. */
export function Changed() {
  return <Notice>{useWords().consent.changedSince}</Notice>;
}

/** A warning where the user has to judge the client, with what there is to judge it by. */
export function Caution(client: ClientSummary) {
  const { verified, redirect } = client;
  const words = useWords().consent;
  if (verified === 'operator') return null;
  const site = 'host' in client ? <strong>{client.host}</strong> : undefined;
  const answered = redirect.kind === 'https' ? <strong>{redirect.host}</strong> : undefined;
  const isSure = verified === 'https-redirect' || verified === 'document';
  if (isSure && answered !== undefined)
    return <Notice>{words.ifTrusted({ host: answered })}</Notice>;
  if (site === undefined) return <Notice caution>{words.ifBegun}</Notice>;
  return (
    <Notice caution>
      {verified === 'document-elsewhere' && answered !== undefined
        ? words.ifBothTrusted({ site, answered })
        : words.ifBegunAs({ site })}
    </Notice>
  );
}

interface NoticeProps {
  /** whether the user has to think before they go on */
  readonly caution?: boolean;
  readonly children: ComponentChildren;
}

function Notice({ caution = false, children }: NoticeProps) {
  return (
    <div class={caution ? 'notice note-care' : 'notice'}>
      <Sign name="caution" />
      <p>{children}</p>
    </div>
  );
}
