import { ClientIdentity, type ClientSummary, clientName } from './client-summary.tsx';
import { Document, renderPage } from './document.tsx';
import { CautionSign } from './marks/signs.tsx';
import { type LoginProvider, ProviderButtons } from './provider-buttons.tsx';
import { Reference } from './reference.tsx';
import { orList } from './text/lists.ts';

export interface LoginPageProps {
  /** the client that sent the user here, where it is known */
  readonly client?: ClientSummary;
  readonly providers: readonly LoginProvider[];
  /** receives `csrf` and `provider` */
  readonly action: string;
  readonly csrf: string;
  /** a sentence on why the user sees this page again */
  readonly notice?: string;
  /** of what the notice is about: see the error page's */
  readonly reference?: string;
}

function EmulationNotice({ labels }: { readonly labels: readonly string[] }) {
  return (
    <p class="aside">
      Development: {labels.join(' and ')} {labels.length === 1 ? 'is' : 'are'} played by this
      computer, with made-up people. No real account is touched.
    </p>
  );
}

/** Asks how the user wants to sign in. */
export function loginPage(props: LoginPageProps): string {
  const { client, providers, action, csrf, notice, reference } = props;
  const emulated = providers.filter((provider) => provider.emulated).map(({ label }) => label);
  return renderPage(
    <Document title="Sign in">
      <div class="card">
        <div class="opening">
          <h1>Sign in</h1>
          {client !== undefined && (
            <p>
              to go on to <bdi>{clientName(client)}</bdi>
            </p>
          )}
        </div>
        {notice !== undefined && (
          <div class="notice">
            <CautionSign />
            <p>{notice}</p>
          </div>
        )}
        {client !== undefined && <ClientIdentity client={client} />}
        <ProviderButtons providers={providers} action={action} csrf={csrf} />
        {providers.length > 0 && (
          <p class="small-print">
            Your password stays with {orList(providers.map(({ label }) => label))}; Gatehouse never
            sees it. {client !== undefined && 'Nothing is shared with the app before you allow it.'}
          </p>
        )}
        <Reference text={reference} />
      </div>
      {emulated.length > 0 && <EmulationNotice labels={emulated} />}
    </Document>,
  );
}
