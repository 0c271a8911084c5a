import { claimedName, destinationOf, initialOf } from '@gatehouse/display';
import { Badge, Host, Knot, Sign, Thread } from '@gatehouse/look/components';
import { useWords } from './setting.tsx';

/** A client. All have registered themselves, so its name proves nothing. */
export interface ShownClient {
  /** as it was registered */
  readonly name: string | undefined;
  /** where the answer to this request goes */
  readonly redirectUri: string;
}

/** This server, as its own pages name it. */
export interface ShownServer {
  readonly name: string;
  readonly url: string;
}

/** The name of an app in a sentence: in quotes where it is a site, which nobody vouches for. */
export function AppName({ name, redirectUri }: ShownClient) {
  const { quoted, withoutName } = useWords().parties;
  const app = <bdi>{claimedName(name, withoutName)}</bdi>;
  return <>{destinationOf(redirectUri).kind === 'https' ? quoted({ app }) : app}</>;
}

/** Where an answer goes, in as few words as there are: a host, or the scheme of an app. */
export function Destination({ redirectUri }: Pick<ShownClient, 'redirectUri'>) {
  const to = destinationOf(redirectUri);
  return to.kind === 'custom-scheme' ? <bdi>{`${to.scheme}:`}</bdi> : <Host host={to.host} />;
}

/** Who asks: what is known of it. */
export function AppKnot({
  client,
  loose,
}: {
  readonly client: ShownClient;
  readonly loose: boolean;
}) {
  const { parties } = useWords();
  const to = destinationOf(client.redirectUri);
  if (to.kind === 'https') {
    return (
      <Knot
        shape="app"
        standing="care"
        glyph="?"
        label={parties.app}
        aside={
          <Badge tone="care" sign="caution">
            {parties.notVerified}
          </Badge>
        }
        loose={loose}
      >
        <strong>
          <Host host={to.host} />
        </strong>
        <span class="quiet">{parties.choseItsName}</span>
      </Knot>
    );
  }
  const isProgram = to.kind === 'loopback';
  const app = <bdi>{claimedName(client.name, parties.withoutName)}</bdi>;
  return (
    <Knot
      shape="app"
      glyph={<Sign name={isProgram ? 'terminal' : 'phone'} />}
      label={parties.app}
      loose={loose}
    >
      <strong>{isProgram ? parties.program : parties.localApp}</strong>
      <span class="quiet">{parties.saysItIs({ app })}</span>
    </Knot>
  );
}

interface PartiesProps {
  readonly client: ShownClient;
  readonly server: ShownServer;
  /** where people sign in */
  readonly provider: string;
  /** whether they have done so */
  readonly isBack: boolean;
}

/** The thread: who asks, for what, and as whom. */
export function Parties({ client, server, provider, isBack }: PartiesProps) {
  const { parties } = useWords();
  const host = <Host host={provider} />;
  return (
    <Thread>
      <AppKnot client={client} loose={false} />
      <Knot shape="server" glyph={initialOf(server.name)} label={parties.server} loose={!isBack}>
        <strong>
          <Host host={new URL(server.url).host} />
        </strong>
      </Knot>
      <Knot
        shape="person"
        standing={isBack ? 'plain' : 'open'}
        glyph={isBack ? <Sign name="person" /> : '?'}
        label={parties.person}
      >
        <strong>{isBack ? parties.signedIn : parties.notSignedIn}</strong>
        <span class="quiet">
          {isBack ? parties.cameFrom({ host }) : parties.signsInAt({ host })}
        </span>
      </Knot>
    </Thread>
  );
}
