import { displayName } from '@gatehouse/display';
import { Host, Note } from '@gatehouse/look/components';
import type { ClientSummary } from './client-summary.tsx';
import { siteOf } from './client-summary.tsx';
import type { ShownResource } from './parties.tsx';
import { useWords } from './words/in-words.ts';

/** Why *Allow* did not count. */
export type NotCounted =
  | 'too-soon'
  | 'changed'
  | 'terms-changed'
  | 'not-vouched'
  | 'nothing-ticked';

/** What is known of a site of which only its own word is, where the user has not allowed it anything yet. */
export interface Stranger {
  /** whole days since it registered itself, or since its description was looked up first */
  readonly days: number;
  /** how many other users have allowed it anything */
  readonly others: number;
  /** whether there may be more of them */
  readonly orMore: boolean;
  /** whether the user has to say that they know it */
  readonly mustVouch: boolean;
}

/** Says why *Allow* did not count. It takes no note's place that says whom to mind. */
export function Again({ because }: { readonly because: NotCounted }) {
  const words = useWords().consent;
  const said = {
    'too-soon': words.tooSoon,
    changed: words.changedMeanwhile,
    'terms-changed': words.termsChangedMeanwhile,
    'not-vouched': words.notVouched,
    'nothing-ticked': words.nothingTicked,
  };
  return (
    <Note role="status">
      <p>{said[because]}</p>
    </Note>
  );
}

interface CautionProps {
  readonly client: ClientSummary;
  readonly resource?: ShownResource | undefined;
  /** whether the client looks otherwise than when the user allowed it something before */
  readonly changed?: boolean | undefined;
  readonly stranger?: Stranger | undefined;
}

/** The one amber note: what there is to judge a site by, and that an app has become another. */
export function Caution({ client, resource, changed = false, stranger }: CautionProps) {
  const { consent } = useWords();
  if (stranger === undefined && !changed) return null;
  return (
    <Note tone="care" sign="caution">
      {stranger !== undefined && (
        <StrangerFacts client={client} resource={resource} stranger={stranger} />
      )}
      {changed && <p>{consent.changedSince}</p>}
    </Note>
  );
}

function StrangerFacts({
  client,
  resource,
  stranger,
}: CautionProps & { readonly stranger: Stranger }) {
  const { consent } = useWords();
  const { stranger: words } = consent;
  const { days, others, orMore } = stranger;
  const gets =
    resource === undefined
      ? words.getsIdentity
      : words.getsServer({ server: <bdi>{displayName(resource.name, consent.someServer)}</bdi> });
  const since =
    client.verified === 'document-elsewhere'
      ? words.firstSeen({ days })
      : words.registered({ days });
  return (
    <>
      <h2>{words.title({ host: <Host host={siteOf(client)} /> })}</h2>
      <p>
        {gets} {since} {words.others({ count: others, orMore })}
      </p>
    </>
  );
}

/** The tick without which *Allow* does not count. */
export function Vouch({ client }: { readonly client: ClientSummary }) {
  const { stranger } = useWords().consent;
  return (
    <label class="vouch">
      <input type="checkbox" name="vouch" value="yes" required />
      <span>{stranger.vouch({ host: <Host host={siteOf(client)} /> })}</span>
    </label>
  );
}
