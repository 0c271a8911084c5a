import { displayName, displaySentence, initialOf } from '@gatehouse/display';
import { Badge, Host, Knot, Sign, Thread } from '@gatehouse/look/components';
import type { ComponentChildren } from 'preact';
import {
  type ClientStanding,
  type ClientSummary,
  clientName,
  standingOf,
} from './client-summary.tsx';
import { useBrand } from './render.tsx';
import { type ShownUser, userName } from './user.tsx';
import { useWords } from './words/in-words.ts';

export interface PartiesProps {
  readonly client: ClientSummary;
  /** the protected resource (MCP server); absent where the client only asks who the user is */
  readonly resource?: ShownResource | undefined;
  /** absent: nobody is signed in yet */
  readonly user?: ShownUser | undefined;
  /** what the provider is called that they signed in with */
  readonly provider?: string | undefined;
  /** beside “You”, such as a button */
  readonly aside?: ComponentChildren;
}

/** A server as the operator describes it. */
export interface ShownResource {
  readonly name: string;
  /** its identifier (RFC 8707) */
  readonly uri: string;
}

/**
 * The thread: who asks, for what, and as whom. It says what is known of each; the name that an app gave
 * itself is in it only where nothing better is.
 */
export function Parties({ client, resource, user, provider, aside }: PartiesProps) {
  return (
    <Thread>
      <AppKnot client={client} loose={resource === undefined && user === undefined} />
      {resource !== undefined && <Server resource={resource} loose={user === undefined} />}
      <You user={user} provider={provider} aside={aside} />
    </Thread>
  );
}

/** The app alone: what is known of it. */
export function AppKnot({
  client,
  loose,
}: {
  readonly client: ClientSummary;
  readonly loose: boolean;
}) {
  const words = useWords();
  const { parties } = words;
  const standing = standingOf(client);
  return (
    <Knot
      shape="app"
      standing={LOOKS[standing]}
      glyph={<AppGlyph client={client} />}
      label={parties.app}
      aside={<StandingBadge standing={standing} />}
      loose={loose}
    >
      <Answered client={client} />
    </Knot>
  );
}

const LOOKS = { domain: 'good', operator: 'good', local: 'plain', site: 'care' } as const;

function AppGlyph({ client }: { readonly client: ClientSummary }) {
  const words = useWords();
  switch (standingOf(client)) {
    case 'domain':
    case 'operator':
      return <>{initialOf(clientName(client, words))}</>;
    case 'local':
      return <Sign name={client.redirect.kind === 'loopback' ? 'terminal' : 'phone'} />;
    case 'site':
      return <>?</>;
  }
}

function StandingBadge({ standing }: { readonly standing: ClientStanding }) {
  const words = useWords();
  switch (standing) {
    case 'domain':
    case 'operator':
      return (
        <Badge tone="good" sign="check">
          {standing === 'domain' ? words.parties.verifiedDomain : words.client.known}
        </Badge>
      );
    case 'site':
      return (
        <Badge tone="care" sign="caution">
          {words.client.notVerified}
        </Badge>
      );
    case 'local':
      return null;
  }
}

/** Where the answer goes, and what is known of that. */
function Answered({ client }: { readonly client: ClientSummary }) {
  const { parties } = useWords();
  const { redirect } = client;
  const about = <About client={client} />;
  if (redirect.kind !== 'https') {
    return (
      <>
        <strong>{redirect.kind === 'loopback' ? parties.program : parties.localApp}</strong>
        <span class="quiet">{about}</span>
      </>
    );
  }
  const host = client.verified === 'document' ? client.host : redirect.host;
  return (
    <>
      <strong>
        <Host host={host} />
      </strong>
      <span class="quiet">{about}</span>
    </>
  );
}

function About({ client }: { readonly client: ClientSummary }) {
  const words = useWords();
  const { parties } = words;
  const brand = useBrand();
  const app = <bdi>{clientName(client, words)}</bdi>;
  const operator = <bdi>{brand.name ?? words.operator.name}</bdi>;
  switch (client.verified) {
    case 'operator':
      return <>{parties.addedBy({ operator })}</>;
    case 'operator-unproven':
      return <>{parties.saysItIsKnown({ app, operator })}</>;
    case 'unverified':
      return <>{parties.saysItIs({ app })}</>;
    case 'document-unproven':
      return <>{parties.saysItIsOf({ app, site: <Host host={client.host} /> })}</>;
    case 'https-redirect':
      return <>{parties.choseItsName}</>;
    case 'document-elsewhere':
      return <>{parties.describedAt({ site: <Host host={client.host} /> })}</>;
    case 'document': {
      const { redirect } = client;
      if (redirect.kind !== 'https' || redirect.host === client.host) return null;
      return <>{parties.answeredAt({ host: <Host host={redirect.host} /> })}</>;
    }
  }
}

function Server({
  resource,
  loose,
}: {
  readonly resource: ShownResource;
  readonly loose: boolean;
}) {
  const { parties } = useWords();
  return (
    <Knot
      shape="server"
      glyph={initialOf(displayName(resource.name, ''))}
      label={parties.server}
      loose={loose}
    >
      <strong>
        {URL.canParse(resource.uri) ? (
          <Host host={new URL(resource.uri).host} />
        ) : (
          displaySentence(resource.uri)
        )}
      </strong>
    </Knot>
  );
}

function You({ user, provider, aside }: Pick<PartiesProps, 'user' | 'provider' | 'aside'>) {
  const { parties, you } = useWords();
  if (user === undefined) {
    return (
      <Knot shape="person" standing="open" glyph="?" label={parties.person} aside={aside}>
        <strong>{parties.notSignedIn}</strong>
        <span class="quiet">{parties.decidesNext}</span>
      </Knot>
    );
  }
  const name = userName(user) ?? you;
  return (
    <Knot shape="person" glyph={initialOf(name)} label={parties.person} aside={aside}>
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <AccountLine user={user} provider={provider} />
    </Knot>
  );
}

/** The address or user name beside the name, and with what they signed in. */
function AccountLine({ user, provider }: Pick<PartiesProps, 'provider'> & { user: ShownUser }) {
  const { parties } = useWords();
  const name = userName(user);
  const account = [user.email, user.username]
    .map((text) => displayName(text, ''))
    .find((text) => text !== '' && text !== name);
  const shown = account === undefined ? undefined : <bdi>{account}</bdi>;
  const at = provider === undefined ? undefined : <bdi>{displayName(provider, '')}</bdi>;
  if (shown === undefined && at === undefined) return null;
  return (
    <span class="quiet">
      {at === undefined
        ? shown
        : shown === undefined
          ? parties.signedInWith({ provider: at })
          : parties.accountWith({ account: shown, provider: at })}
    </span>
  );
}
