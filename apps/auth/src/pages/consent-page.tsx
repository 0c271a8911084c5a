import { displayName, displaySentence, type RedirectDestination } from '@gatehouse/display';
import type { ComponentChild } from 'preact';
import { OFFLINE_ACCESS, type OpenIdScope } from '../protocol/scopes.ts';
import { ClientIdentity, type ClientSummary, clientName } from './client-summary.tsx';
import { Again, Caution, Changed } from './consent-notices.tsx';
import { type ConsentScope, OptionalScopes, RequiredScopes } from './consent-scopes.tsx';
import { Document } from './document.tsx';
import { Form } from './form.tsx';
import { Account, type ShownUser } from './user.tsx';
import {
  BringsNothing,
  UnavailableScopes,
  type UnavailableScopesProps,
} from './unavailable-scopes.tsx';
import type { ConsentWords } from './words/consent.ts';
import { useWords } from './words/in-words.ts';

export interface ConsentPageProps extends UnavailableScopesProps {
  readonly client: ClientSummary;
  /** the protected resource (MCP server); absent where the client only asks who the user is */
  readonly resource?: { readonly name: string; readonly uri: string };
  readonly scopes: readonly ConsentScope[];
  /** names of those of OpenID Connect, about who the user is; they cannot be left out */
  readonly identityScopes: readonly string[];
  readonly user: ShownUser;
  /** receives `csrf`, `decision` (`allow` or `deny`) and a `scope` for each ticked optional scope */
  readonly action: string;
  readonly csrf: string;
  /** how the client looks, as a hash: comes back as `shown`, so that no other is allowed than was read of */
  readonly shown: string;
  /** receives `csrf` when the user wants to sign in as somebody else */
  readonly switchUserAction: string;
  /** whether the client looks otherwise than when the user allowed it something before */
  readonly changed?: boolean;
  /**
   * *Allow* was pressed and did not count: sooner than anybody can read the page; or the client has
   * become another since it was shown
   */
  readonly notCounted?: 'too-soon' | 'changed';
}

/** With more scopes than this the buttons stay visible while the user scrolls. */
const MANY_SCOPES = 10;

/** Id of a form whose button, “Not you?”, stands inside the form of the decision. */
const SWITCH_USER = 'switch-user';

/** Asks the user to allow or deny what a client asks for. */
export function ConsentPage(props: ConsentPageProps) {
  const words = useWords();
  const { client, resource, scopes, action, csrf, switchUserAction } = props;
  const { consent } = words;
  const name = clientName(client, words);
  const app = <bdi>{name}</bdi>;
  return (
    <Document title={consent.title({ app: name })}>
      <div class="sheet pad">
        <div class="stack">
          <h1>
            {resource === undefined
              ? consent.wantsIdentity({ app })
              : consent.wantsServer({
                  app,
                  server: <bdi>{displayName(resource.name, consent.someServer)}</bdi>,
                })}
          </h1>
        </div>
        <ClientIdentity client={client} />
        <Facts {...props} />
        {props.changed && <Changed />}
        <Form action={action} csrf={csrf} class="consent">
          <input type="hidden" name="shown" value={props.shown} />
          {props.brings !== 'nothing' && <Scopes {...props} />}
          <UnavailableScopes {...props} />
          <SignedInAs {...props} />
          <div class={scopes.length > MANY_SCOPES ? 'decision decision-in-sight' : 'decision'}>
            {props.notCounted && <Again because={props.notCounted} />}
            <BringsNothing {...props} />
            {props.brings !== 'nothing' && <Caution {...client} />}
            {props.brings === 'nothing' ? <Return app={app} /> : <Decision />}
          </div>
        </Form>
        <Form id={SWITCH_USER} action={switchUserAction} csrf={csrf} class="form-of-buttons" />
      </div>
    </Document>
  );
}

function Decision() {
  const { allow, deny } = useWords().consent;
  return (
    <div class="pair">
      {/* Deny comes first, because Enter in a checkbox presses the first button of a form. */}
      <button type="submit" name="decision" value="deny" class="button">
        {deny}
      </button>
      <button type="submit" name="decision" value="allow" class="button button-main button-wary">
        {allow}
      </button>
    </div>
  );
}

/** Where there is nothing to allow. */
function Return({ app }: { readonly app: ComponentChild }) {
  const { unavailable } = useWords().consent;
  return (
    <button type="submit" name="decision" value="deny" class="button">
      <span>{unavailable.returnTo({ app })}</span>
    </button>
  );
}

function SignedInAs({ user }: ConsentPageProps) {
  const words = useWords().consent;
  return (
    <Account user={user} caption={words.signedInAs}>
      <button type="submit" form={SWITCH_USER} class="link">
        {words.notYou}
      </button>
    </Account>
  );
}

function Scopes({ scopes, identityScopes }: ConsentPageProps) {
  const required = scopes.filter((scope) => !scope.optional);
  const optional = scopes.filter((scope) => scope.optional);
  const words = useWords().consent;
  const identity = identityScopes.map((name) => ({ name, description: described(name, words) }));
  const aboutThem = identity.filter(({ name }) => name !== OFFLINE_ACCESS);
  const lasting = identity.filter(({ name }) => name === OFFLINE_ACCESS);
  return (
    <>
      {scopes.length > 0 && (
        <section class="scopes" aria-labelledby="may-do">
          <h2 id="may-do">{words.mayDo}</h2>
          {required.length > 0 && <RequiredScopes scopes={required} />}
          {optional.length > 0 && <OptionalScopes scopes={optional} />}
        </section>
      )}
      {aboutThem.length > 0 && (
        <section class="scopes" aria-labelledby="may-know">
          <h2 id="may-know">{words.mayKnow}</h2>
          <RequiredScopes scopes={aboutThem} />
        </section>
      )}
      {lasting.length > 0 && (
        <section class="scopes" aria-labelledby="how-long">
          <h2 id="how-long">{words.howLong}</h2>
          <RequiredScopes scopes={lasting} />
        </section>
      )}
    </>
  );
}

/** What a scope of OpenID Connect (Core 1.0 §5.4, §11) means to the user who grants it. */
function described(scope: string, { identityScopes }: ConsentWords): string {
  return Object.hasOwn(identityScopes, scope) ? identityScopes[scope as OpenIdScope] : scope;
}

function Facts({ client, resource }: Pick<ConsentPageProps, 'client' | 'resource'>) {
  const { redirect } = client;
  const words = useWords().consent;
  return (
    <dl class="facts">
      {'host' in client && (
        <div class="fact">
          <dt>{words.describedAt}</dt>
          <dd>
            <strong>{client.host}</strong>
          </dd>
        </div>
      )}
      {resource !== undefined && (
        <div class="fact">
          <dt>{words.server.label}</dt>
          <dd>
            <bdi>{displayName(resource.name, words.server.withoutName)}</bdi>
            <code>{displaySentence(resource.uri)}</code>
          </dd>
        </div>
      )}
      <div class="fact">
        <dt>{words.answer.label}</dt>
        <dd>
          <Destination redirect={redirect} strong={'host' in client} />
        </dd>
      </div>
    </dl>
  );
}

interface DestinationProps {
  readonly redirect: RedirectDestination;
  /** whether its host weighs as much as another one beside it */
  readonly strong: boolean;
}

function Destination({ redirect, strong }: DestinationProps) {
  const words = useWords().consent.answer;
  switch (redirect.kind) {
    case 'https':
      return strong ? <strong>{redirect.host}</strong> : <>{redirect.host}</>;
    case 'loopback':
      return <>{words.program({ host: <code>{redirect.host}</code> })}</>;
    case 'custom-scheme': {
      const scheme = `${redirect.scheme}:`;
      return <>{words.app({ scheme: <code>{scheme}</code> })}</>;
    }
  }
}
