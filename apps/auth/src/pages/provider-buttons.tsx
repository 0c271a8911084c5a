import { CONNECTORS } from '../connectors/connectors.ts';
import { Form } from './form.tsx';
import { useWords } from './words/in-words.ts';

/** An upstream provider with which a user may sign in. */
export interface LoginProvider {
  readonly id: string;
  /** of which {@link CONNECTORS} it is one */
  readonly kind: string;
  /** “GitHub” */
  readonly label: string;
  /** whether its users are made up on this machine, for development */
  readonly emulated: boolean;
  /** whether somebody signed in with it last at this browser */
  readonly lastUsed: boolean;
}

interface ProviderButtonsProps {
  readonly providers: readonly LoginProvider[];
  /** receives `csrf` and `provider` */
  readonly action: string;
  readonly csrf: string;
}

/** One button for each provider. */
export function ProviderButtons({ providers, action, csrf }: ProviderButtonsProps) {
  const { connectors, signIn } = useWords();
  const { noProvider } = signIn.login;
  if (providers.length === 0)
    return <p>{noProvider({ providers: CONNECTORS.map(({ id }) => connectors[id]) })}</p>;
  return (
    <div class="stack">
      {providers.map((provider) => (
        <Form key={provider.id} action={action} csrf={csrf}>
          <ProviderButton {...provider} isMarked={provider.lastUsed && providers.length > 1} />
        </Form>
      ))}
    </div>
  );
}

interface ProviderButtonProps extends LoginProvider {
  /** whether it says that it was used last, which is of use where there is a choice */
  readonly isMarked: boolean;
}

function ProviderButton({ id, kind, label, isMarked }: ProviderButtonProps) {
  const { continueWith, lastUsed } = useWords().signIn.login;
  const Mark = CONNECTORS.find((one) => one.id === kind)?.mark;
  return (
    <button type="submit" name="provider" value={id} class="button button-wide provider">
      {Mark !== undefined && <Mark />}
      <span class="label">
        <span>{continueWith({ provider: label })}</span>{' '}
        {isMarked && <span class="tag">{lastUsed}</span>}
      </span>
    </button>
  );
}
