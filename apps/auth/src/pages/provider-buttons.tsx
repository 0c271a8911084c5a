import { CONNECTORS } from '../connectors/connectors.ts';
import { Form } from './form.tsx';
import { useWords } from './words/in-words.ts';

/** An upstream provider with which a user may sign in. */
export interface LoginProvider {
  readonly id: string;
  /** “GitHub” */
  readonly label: string;
  /** of which {@link CONNECTORS} it is one */
  readonly kind: string;
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
  const { continueWith, noProvider } = signIn.login;
  return (
    <div class="buttons">
      {providers.map(({ id, label, mark: Mark }) => (
        <Form key={id} action={action} csrf={csrf}>
          <button type="submit" name="provider" value={id} class="button">
            <Mark />
            {continueWith({ provider: label })}
          </button>
        </Form>
      ))}
      {providers.length === 0 && (
        <p>{noProvider({ providers: CONNECTORS.map(({ id }) => connectors[id]) })}</p>
      )}
    </div>
  );
}
