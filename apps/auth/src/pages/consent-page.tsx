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
import { type Person, PersonIdentity } from './person.tsx';
import { displayName, displaySentence } from './text/display-text.ts';
import { destinationInWords } from './text/redirect-destination.ts';

export interface ConsentPageProps {
  readonly client: ClientSummary;
  /** the protected resource (MCP server); absent where only the person's identity is asked for */
  readonly resource?: { readonly name: string; readonly uri: string };
  readonly scopes: readonly ConsentScope[];
  readonly identityScopes: readonly IdentityScope[];
  readonly user: Person;
  /** receives `csrf`, `decision` (`allow` or `deny`) and a `scope` for each optional one left ticked */
  readonly action: string;
  readonly csrf: string;
  /** receives `csrf` when the person is somebody else */
  readonly switchUserAction: string;
}

/** Asks the person to allow or deny what a client wants. */
export function consentPage(props: ConsentPageProps): string {
  const { client, resource, action, csrf } = props;
  const name = clientName(client);
  const careful = client.verified === 'unverified' || client.redirect.kind !== 'https';
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
        <SignedInAs {...props} />
        <ClientIdentity client={client} />
        <Form action={action} csrf={csrf} class="consent">
          <Scopes {...props} />
          <Facts client={client} resource={resource} />
          <div class="decision">
            {careful && (
              <div class="notice notice-caution">
                <CautionSign />
                <p>Allow this only if you have just started connecting it yourself.</p>
              </div>
            )}
            {/* Deny comes first: Enter in a checkbox presses a form's first button. */}
            <div class="pair">
              <button type="submit" name="decision" value="deny" class="button button-counter">
                Deny
              </button>
              <button type="submit" name="decision" value="allow" class="button button-accent">
                Allow
              </button>
            </div>
          </div>
        </Form>
      </div>
    </Document>,
  );
}

function SignedInAs({ user, switchUserAction, csrf }: ConsentPageProps) {
  return (
    <section class="account" aria-label="Signed in as">
      <PersonIdentity person={user} />
      <Form action={switchUserAction} csrf={csrf}>
        <button type="submit" class="button-link">
          Not you?
        </button>
      </Form>
    </section>
  );
}

function Scopes({ scopes, identityScopes }: ConsentPageProps) {
  const required = scopes.filter((scope) => !scope.optional);
  const optional = scopes.filter((scope) => scope.optional);
  return (
    <>
      {scopes.length > 0 && (
        <section class="scopes" aria-labelledby="may-do">
          <h2 id="may-do">What it may do there</h2>
          {required.length > 0 && <RequiredScopes scopes={required} />}
          {optional.length > 0 && <OptionalScopes scopes={optional} />}
        </section>
      )}
      {identityScopes.length > 0 && (
        <section class="scopes" aria-labelledby="may-know">
          <h2 id="may-know">What it may know about you</h2>
          <RequiredScopes scopes={identityScopes} />
        </section>
      )}
    </>
  );
}

function Facts({
  client,
  resource,
}: Pick<ConsentPageProps, 'client'> & { resource: ConsentPageProps['resource'] }) {
  return (
    <dl class="facts">
      {resource !== undefined && (
        <div class="fact">
          <dt>The server it wants to use</dt>
          <dd>
            <bdi>{displayName(resource.name, 'A server')}</bdi>
            <br />
            <code>{displaySentence(resource.uri)}</code>
          </dd>
        </div>
      )}
      <div class="fact">
        <dt>Where the answer goes</dt>
        <dd>{capitalised(destinationInWords(client.redirect))}</dd>
      </div>
    </dl>
  );
}

/** Only words are capitalised: a host name stays as it is. */
function capitalised(text: string): string {
  return text.includes(' ') ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
