import type { FunctionComponent } from 'preact';
import { CONNECTORS } from '../connectors/connectors.ts';
import { ClientIdentity, type ClientSummary, clientName } from './client-summary.tsx';
import { Document, renderPage } from './document.tsx';
import { Form } from './form.tsx';
import { CautionSign } from './marks/signs.tsx';
import { Reference } from './reference.tsx';
import { type SignInFailure, signInFailureInWords } from './sign-in-failures.ts';
import { useWords } from './words/in-words.ts';
import type { Words } from './words/words.ts';

/** An upstream provider with which a user may sign in. */
export interface LoginProvider {
  readonly id: string;
  /** “GitHub” */
  readonly label: string;
  readonly mark: FunctionComponent;
  /** whether its users are made up on this machine, for development */
  readonly emulated: boolean;
}

export interface LoginPageProps {
  /** the client that sent the user here, where it is known */
  readonly client?: ClientSummary;
  readonly providers: readonly LoginProvider[];
  /** receives `csrf` and `provider` */
  readonly action: string;
  readonly csrf: string;
  /** why the user sees this page again */
  readonly failed?: SignInFailure;
  /** of that: see the error page's */
  readonly reference?: string;
}

function ProviderForm(props: { provider: LoginProvider; action: string; csrf: string }) {
  const { id, label, mark: Mark } = props.provider;
  const { login } = useWords().signIn;
  return (
    <Form action={props.action} csrf={props.csrf}>
      <button type="submit" name="provider" value={id} class="button button-plain">
        <Mark />
        {login.continueWith({ provider: label })}
      </button>
    </Form>
  );
}

function EmulationNotice({ labels }: { readonly labels: readonly string[] }) {
  const { login } = useWords().signIn;
  return <p class="aside">{login.emulated({ providers: labels })}</p>;
}

/** Asks how the user wants to sign in. */
export function loginPage(props: LoginPageProps, words: Words): string {
  const { client, providers, action, csrf, failed, reference } = props;
  const { login } = words.signIn;
  const emulated = providers.filter((provider) => provider.emulated).map(({ label }) => label);
  return renderPage(
    <Document title={login.title}>
      <div class="card">
        <div class="opening">
          <h1>{login.title}</h1>
          {client !== undefined && (
            <p>{login.forApp({ app: <bdi>{clientName(client, words)}</bdi> })}</p>
          )}
        </div>
        {failed !== undefined && (
          <div class="notice">
            <CautionSign />
            <p>{signInFailureInWords(failed, words)}</p>
          </div>
        )}
        {client !== undefined && <ClientIdentity client={client} />}
        <div class="buttons">
          {providers.map((provider) => (
            <ProviderForm key={provider.id} provider={provider} action={action} csrf={csrf} />
          ))}
          {providers.length === 0 && (
            <p>
              {login.noProvider({ providers: CONNECTORS.map(({ id }) => words.connectors[id]) })}
            </p>
          )}
        </div>
        {providers.length > 0 && (
          <p class="small-print">
            {login.passwordStays({ providers: providers.map(({ label }) => label) })}{' '}
            {client !== undefined && login.nothingShared}
          </p>
        )}
        <Reference text={reference} />
      </div>
      {emulated.length > 0 && <EmulationNotice labels={emulated} />}
    </Document>,
    words,
  );
}
