import { CopyLine, Fold } from '@gatehouse/look/components';
import { useWords } from '../words/in-words.ts';
import type { ConnectableServer } from './development-steps.ts';
import { Section } from './section.tsx';

/** How clients are connected: to the first server at once, to further ones where somebody looks. */
export function Connect({ servers }: { readonly servers: readonly ConnectableServer[] }) {
  const { connect } = useWords().home.development;
  const [first, ...others] = servers;
  return (
    <Section id="connect" heading={connect.heading}>
      {first === undefined ? (
        <p class="quiet">{connect.none}</p>
      ) : (
        <>
          <p class="quiet">
            {connect.message({
              server: (
                <strong>
                  <bdi>{first.name}</bdi>
                </strong>
              ),
            })}
          </p>
          <Lines server={first} />
        </>
      )}
      {others.map((server) => (
        <Fold key={server.address} summary={<bdi>{server.name}</bdi>}>
          <div class="stack">
            <Lines server={server} />
          </div>
        </Fold>
      ))}
    </Section>
  );
}

function Lines({ server: { address, connect } }: { readonly server: ConnectableServer }) {
  const { clients, anyOther } = useWords().home.development.connect;
  return (
    <>
      {connect.map(({ client, text }) => (
        <div key={client} class="stack-tight">
          <h3 class="caption">
            {clients[client].name} <small>{clients[client].note}</small>
          </h3>
          <CopyLine text={text} />
        </div>
      ))}
      <div class="stack-tight">
        <h3 class="caption">{anyOther}</h3>
        <CopyLine text={address} />
      </div>
    </>
  );
}
