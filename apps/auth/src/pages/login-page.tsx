import { ClientIdentity, type ClientSummary, clientName } from './client-summary.tsx';
import { Document } from './document.tsx';
import { Sign } from '@gatehouse/look/components';
import { type LoginProvider, ProviderButtons } from './provider-buttons.tsx';
import { Operator } from './operator.tsx';
import { Reference } from './reference.tsx';
import { type SignInAgain, signInAgainInWords } from './sign-in-again.ts';
import { type SignInFailure, signInFailureInWords } from './sign-in-failures.ts';
import { useWords } from './words/in-words.ts';

export interface LoginPageProps {
  /** the client that sent the user here, where it is known */
  readonly client?: ClientSummary;
  readonly providers: readonly LoginProvider[];
  /** receives `csrf` and `provider` */
  readonly action: string;
  readonly csrf: string;
  /** why the user sees this page again */
  readonly failed?: SignInFailure;
  /** why the user has to sign in, where nothing failed */
  readonly asked?: SignInAgain;
  /** of a failure: see the error page's */
  readonly reference?: string;
}

function EmulationNotice({ labels }: { readonly labels: readonly string[] }) {
  const { login } = useWords().signIn;
  return <p class="aside">{login.emulated({ providers: labels })}</p>;
}

/** Asks how the user wants to sign in. */
export function LoginPage(props: LoginPageProps) {
  const words = useWords();
  const { client, providers, action, csrf, failed, asked, reference } = props;
  const { login } = words.signIn;
  const notice =
    (failed && signInFailureInWords(failed, <Operator />, words)) ??
    (asked && signInAgainInWords(asked, words));
  const emulated = providers.filter((provider) => provider.emulated).map(({ label }) => label);
  return (
    <Document title={login.title}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{login.title}</h1>
          {client !== undefined && (
            <p>{login.forApp({ app: <bdi>{clientName(client, words)}</bdi> })}</p>
          )}
        </div>
        {notice !== undefined && (
          <div class="note">
            <Sign name="caution" />
            <p>{notice}</p>
          </div>
        )}
        {client !== undefined && <ClientIdentity client={client} />}
        <ProviderButtons providers={providers} action={action} csrf={csrf} />
        {providers.length > 0 && (
          <p class="small-print">
            {login.passwordStays({ providers: providers.map(({ label }) => label) })}{' '}
            {client !== undefined && login.nothingShared}
          </p>
        )}
        <Reference text={reference} />
      </div>
      {emulated.length > 0 && <EmulationNotice labels={emulated} />}
    </Document>
  );
}
