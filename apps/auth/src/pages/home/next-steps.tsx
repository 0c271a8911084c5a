import { CopyLine, Fact, Facts } from '@gatehouse/look/components';
import { useWords } from '../words/in-words.ts';
import type { DevelopmentSteps } from './development-steps.ts';
import { Section } from './section.tsx';

/** What makes this server one's own. Guides are files of the project. */
export function NextSteps({
  guides,
  brandVariables,
  ...accounts
}: Omit<DevelopmentSteps, 'servers' | 'emulated'>) {
  const { next } = useWords().home.development;
  return (
    <Section id="next" heading={next.heading}>
      <ol class="steps" role="list">
        <li>
          <h3>{next.protect.heading}</h3>
          <p class="quiet">{next.protect.message({ guide: <code>{guides.protect}</code> })}</p>
        </li>
        <li>
          <RealAccounts {...accounts} />
        </li>
        <li>
          <h3>{next.name.heading}</h3>
          <p class="quiet">
            {next.name.message({
              variables: brandVariables.map((name) => <code key={name}>{name}</code>),
              guide: <code>{guides.brand}</code>,
            })}
          </p>
        </li>
      </ol>
    </Section>
  );
}

/** What is registered at the providers: to be done where none is configured, to be compared where some are. */
function RealAccounts({
  configured,
  registrations,
}: Pick<DevelopmentSteps, 'configured' | 'registrations'>) {
  const { realAccounts, callbacks, providers, set } = useWords().home.development.next;
  const { heading, message } = configured.length === 0 ? realAccounts : callbacks;
  return (
    <>
      <h3>{heading}</h3>
      <p class="quiet">{message}</p>
      <Facts>
        {configured.map(({ label, callback }) => (
          <Fact key={callback} label={label}>
            <CopyLine text={callback} />
          </Fact>
        ))}
        {registrations.map(({ provider, callback, variables }) => (
          <Fact key={provider} label={providers[provider]}>
            <CopyLine text={callback} />
            <p class="tiny">
              {set({ variables: variables.map((name) => <code key={name}>{name}</code>) })}
            </p>
          </Fact>
        ))}
      </Facts>
    </>
  );
}
