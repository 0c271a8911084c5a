import { displayName } from '@gatehouse/display';
import { Note, Term } from '@gatehouse/look/components';
import { type ClientSummary, ShownName } from './client-summary.tsx';
import { ConsentDetails } from './consent-details.tsx';
import { Document } from './document.tsx';
import { Operator } from './operator.tsx';
import { Parties, type ShownResource } from './parties.tsx';
import { type LoginProvider, ProviderButtons } from './provider-buttons.tsx';
import { Reference } from './reference.tsx';
import { useBrand } from './render.tsx';
import { type SignInAgain, signInAgainInWords } from './sign-in-again.tsx';
import { type SignInFailure, signInFailureInWords } from './sign-in-failures.ts';
import { useWords } from './words/in-words.ts';

/** An app that wants to be connected, before anybody has signed in. */
export interface AskingApp {
  readonly summary: ClientSummary;
  readonly clientId: string;
  /** where the answer goes */
  readonly redirectUri: string;
  /** absent where it only asks who somebody is */
  readonly resource?: ShownResource;
}

export interface LoginPageProps {
  /** absent where somebody signs in to this server itself */
  readonly app?: AskingApp;
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

/** Asks how the user wants to sign in. */
export function LoginPage(props: LoginPageProps) {
  const { login } = useWords().signIn;
  const { app, providers, action, csrf, reference } = props;
  const buttons = <ProviderButtons providers={providers} action={action} csrf={csrf} />;
  if (app === undefined) {
    return (
      <Document title={login.title} width="narrow">
        <div class="sheet pad">
          <h1>{login.title}</h1>
          <Why {...props} />
          {buttons}
          <ToKnow {...props} />
          <Reference text={reference} />
        </div>
      </Document>
    );
  }
  const { summary, ...request } = app;
  return (
    <Document title={login.title}>
      <div class="sheet two">
        <div class="who">
          <h1>
            <Heading {...app} />
          </h1>
          <Parties client={summary} resource={app.resource} />
        </div>
        <div class="what">
          <Why {...props} />
          <div class="stack">
            {providers.length > 0 && <h2>{login.choose}</h2>}
            {buttons}
          </div>
          <ToKnow {...props} />
          <Reference text={reference} />
        </div>
        <ConsentDetails client={summary} {...request} scopes={[]} />
      </div>
    </Document>
  );
}

function Heading({ summary, resource }: AskingApp) {
  const { login } = useWords().signIn;
  const app = <ShownName client={summary} />;
  const server = displayName(resource?.name, '');
  if (server === '') return <>{login.goOn({ app })}</>;
  return <>{login.connect({ app, server: <bdi>{server}</bdi> })}</>;
}

/** Why the user sees this page, where they did not just come to it. */
function Why({ failed, asked }: Pick<LoginPageProps, 'failed' | 'asked'>) {
  const words = useWords();
  if (failed !== undefined) {
    return (
      <Note tone="care" sign="caution">
        <p>{signInFailureInWords(failed, <Operator />, words)}</p>
      </Note>
    );
  }
  if (asked === undefined) return null;
  const isWrong = asked.why === 'other';
  return (
    <Note {...(isWrong && { tone: 'care', sign: 'caution' })}>
      <p>{signInAgainInWords(asked, words)}</p>
    </Note>
  );
}

/** What somebody may want to know before they press a button. */
function ToKnow({ app, providers, failed, asked }: LoginPageProps) {
  const { login } = useWords().signIn;
  const { contact } = useBrand();
  const labels = (emulated: boolean) =>
    providers.filter((one) => one.emulated === emulated).map(({ label }) => label);
  const [real, emulated] = [labels(false), labels(true)];
  if (providers.length === 0) return null;
  // A failure says itself whom to ask, and who is asked again has an account.
  const mayAsk = contact !== undefined && failed === undefined && asked === undefined;
  const lines = [
    real.length > 0 && login.passwordStays({ providers: real }),
    app !== undefined && login.nothingShared,
    mayAsk && login.noAccount({ operator: <Operator /> }),
  ].filter((line) => line !== false);
  return (
    <>
      {lines.length > 0 && <p class="quiet">{lines.map((line) => [line, ' '])}</p>}
      {emulated.length > 0 && <Term sign="info">{login.emulated({ providers: emulated })}</Term>}
    </>
  );
}
