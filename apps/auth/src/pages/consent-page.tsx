import { ClientIdentity, type ClientSummary, clientName } from './client-summary.tsx';
import {
  type ConsentScope,
  type IdentityScope,
  OptionalScopes,
  RequiredScopes,
} from './consent-scopes.tsx';
import { Document, renderPage } from './document.tsx';
import { Form } from './form.tsx';
import { CautionSign } from './marks/signs.tsx';
import { Account, type ShownUser } from './user.tsx';
import { displayName, displaySentence, type RedirectDestination } from '@gatehouse/display';
import { OFFLINE_ACCESS } from '../protocol/scopes.ts';

export interface ConsentPageProps {
  readonly client: ClientSummary;
  /** the protected resource (MCP server); absent where the client only asks who the user is */
  readonly resource?: { readonly name: string; readonly uri: string };
  readonly scopes: readonly ConsentScope[];
  readonly identityScopes: readonly IdentityScope[];
  readonly user: ShownUser;
  /** receives `csrf`, `decision` (`allow` or `deny`) and a `scope` for each ticked optional scope */
  readonly action: string;
  readonly csrf: string;
  /** receives `csrf` when the user wants to sign in as somebody else */
  readonly switchUserAction: string;
  /** whether *Allow* was pressed sooner than anybody can read the page, and did not count */
  readonly pressedTooSoon?: boolean;
}

/** With more scopes than this the buttons stay visible while the user scrolls. */
const MANY_SCOPES = 10;

/** Id of a form whose button, “Not you?”, stands inside the form of the decision. */
const SWITCH_USER = 'switch-user';

/** Asks the user to allow or deny what a client asks for. */
export function consentPage(props: ConsentPageProps): string {
  const { client, resource, scopes, action, csrf, switchUserAction } = props;
  const name = clientName(client);
  return renderPage(
    <Document title={`Allow ${name}?`}>
      <div class="card">
        <div class="opening">
          <h1>
            <bdi>{name}</bdi>{' '}
            {resource === undefined ? (
              'wants to know who you are'
            ) : (
              <>
                wants to use <bdi>{displayName(resource.name, 'a server')}</bdi>
              </>
            )}
          </h1>
        </div>
        <ClientIdentity client={client} />
        <Facts {...props} />
        <Form action={action} csrf={csrf} class="consent">
          <Scopes {...props} />
          <SignedInAs {...props} />
          <div class={scopes.length > MANY_SCOPES ? 'decision decision-in-sight' : 'decision'}>
            {props.pressedTooSoon && <Again />}
            <Caution {...client} />
            {/* Deny comes first, because Enter in a checkbox presses the first button of a form. */}
            <div class="pair">
              <button type="submit" name="decision" value="deny" class="button button-counter">
                Deny
              </button>
              <button
                type="submit"
                name="decision"
                value="allow"
                class="button button-accent button-wary"
              >
                Allow
              </button>
            </div>
          </div>
        </Form>
        <Form id={SWITCH_USER} action={switchUserAction} csrf={csrf} class="form-of-buttons" />
      </div>
    </Document>,
  );
}

function SignedInAs({ user }: ConsentPageProps) {
  return (
    <Account user={user} caption="You are signed in as">
      <button type="submit" form={SWITCH_USER} class="button-link">
        Not you?
      </button>
    </Account>
  );
}

function Again() {
  return (
    <div class="notice" role="status">
      <CautionSign />
      <p>That was very quick, so nothing was allowed yet. If you mean it, press Allow again.</p>
    </div>
  );
}

/** A warning where the user has to judge the client, with what there is to judge it by. */
function Caution({ verified, redirect }: ClientSummary) {
  if (verified === 'operator') return null;
  const known = verified === 'https-redirect' && redirect.kind === 'https';
  return (
    <div class={known ? 'notice' : 'notice notice-caution'}>
      <CautionSign />
      <p>
        {known ? (
          <>
            Allow this only if you trust <strong>{redirect.host}</strong>.
          </>
        ) : (
          'Allow this only if you have just started connecting it yourself.'
        )}
      </p>
    </div>
  );
}

function Scopes({ scopes, identityScopes }: ConsentPageProps) {
  const required = scopes.filter((scope) => !scope.optional);
  const optional = scopes.filter((scope) => scope.optional);
  const aboutThem = identityScopes.filter(({ name }) => name !== OFFLINE_ACCESS);
  const lasting = identityScopes.filter(({ name }) => name === OFFLINE_ACCESS);
  return (
    <>
      {scopes.length > 0 && (
        <section class="scopes" aria-labelledby="may-do">
          <h2 id="may-do">What it may do there</h2>
          {required.length > 0 && <RequiredScopes scopes={required} />}
          {optional.length > 0 && <OptionalScopes scopes={optional} />}
        </section>
      )}
      {aboutThem.length > 0 && (
        <section class="scopes" aria-labelledby="may-know">
          <h2 id="may-know">What it may know about you</h2>
          <RequiredScopes scopes={aboutThem} />
        </section>
      )}
      {lasting.length > 0 && (
        <section class="scopes" aria-labelledby="how-long">
          <h2 id="how-long">For how long</h2>
          <RequiredScopes scopes={lasting} />
        </section>
      )}
    </>
  );
}

function Facts({ client, resource }: Pick<ConsentPageProps, 'client' | 'resource'>) {
  const { redirect } = client;
  return (
    <dl class="facts">
      {resource !== undefined && (
        <div class="fact">
          <dt>Server</dt>
          <dd>
            <bdi>{displayName(resource.name, 'A server')}</bdi>
            <code>{displaySentence(resource.uri)}</code>
          </dd>
        </div>
      )}
      <div class="fact">
        <dt>Answer goes to</dt>
        <dd>
          <Destination {...redirect} />
        </dd>
      </div>
    </dl>
  );
}

function Destination(redirect: RedirectDestination) {
  switch (redirect.kind) {
    case 'https':
      return <>{redirect.host}</>;
    case 'loopback':
      return (
        <>
          A program on this computer <code>{redirect.host}</code>
        </>
      );
    case 'custom-scheme':
      return (
        <>
          An app on this device <code>{redirect.scheme}:</code>
        </>
      );
  }
}
