import { displayName } from '@gatehouse/display';
import { Term } from '@gatehouse/look/components';
import { type ClientSummary, clientName, ShownName, standingOf } from './client-summary.tsx';
import { Actions, GoBack } from './consent-actions.tsx';
import { ConsentDetails, type ConsentDetailsProps } from './consent-details.tsx';
import { IdentityItems, useIdentityLines } from './consent-identity.tsx';
import { Again, Caution, type NotCounted, type Stranger, Vouch } from './consent-notices.tsx';
import { Allowed, type ConsentScope, EarlierScopes, ScopeGroups } from './consent-scopes.tsx';
import { type ConsentTerm, TermLine } from './consent-term.tsx';
import { Document } from './document.tsx';
import { Form } from './form.tsx';
import { Parties, type ShownResource } from './parties.tsx';
import {
  BringsNothing,
  UnavailableScopes,
  type UnavailableScopesProps,
} from './unavailable-scopes.tsx';
import type { ShownUser } from './user.tsx';
import { useWords } from './words/in-words.ts';

export interface ConsentPageProps
  extends UnavailableScopesProps,
    Pick<ConsentDetailsProps, 'clientId' | 'redirectUri'> {
  readonly client: ClientSummary;
  /** the protected resource (MCP server); absent where the client only asks who the user is */
  readonly resource?: ShownResource;
  readonly scopes: readonly ConsentScope[];
  /** names of those of OpenID Connect, about who the user is; they cannot be left out */
  readonly identityScopes: readonly string[];
  /** which of them the user allowed before, where the answer goes now */
  readonly identityBefore: readonly string[];
  readonly user: ShownUser;
  /** what the provider is called that the user signed in with */
  readonly provider?: string;
  readonly term: ConsentTerm;
  /** receives `csrf`, `decision` (`allow` or `deny`), a `scope` for each ticked optional one, and `vouch` */
  readonly action: string;
  readonly csrf: string;
  /** how the client looks, as a hash: comes back as `shown`, so that no other is allowed than was read of */
  readonly shown: string;
  /** what the page says of the server and of each scope, as a hash: comes back as `terms`, for the same reason */
  readonly terms: string;
  /** receives `csrf` when the user wants to sign in as somebody else */
  readonly switchUserAction: string;
  /** whether the client uses something already that was allowed at the redirect of this request */
  readonly isStepUp: boolean;
  /** whether the client looks otherwise than when the user allowed it something before */
  readonly changed?: boolean;
  readonly stranger?: Stranger;
  /** *Allow* was pressed and did not count */
  readonly notCounted?: NotCounted;
}

/** Id of a form whose button, “Not you?”, stands inside the form of the decision. */
const SWITCH_USER = 'switch-user';

/** Asks the user to allow or deny what a client asks for. */
export function ConsentPage(props: ConsentPageProps) {
  const { client, resource, user, provider, action, csrf, switchUserAction } = props;
  const { title, heading, isMore, fresh } = useOpening(props);
  const identity = useIdentityLines(freshIdentity(props, isMore));
  const { notYou } = useWords().consent;
  const notYouButton = (
    <button type="submit" form={SWITCH_USER} class="link">
      {notYou}
    </button>
  );
  return (
    <Document title={title}>
      <Form action={action} csrf={csrf} class="sheet two">
        <input type="hidden" name="shown" value={props.shown} />
        <input type="hidden" name="terms" value={props.terms} />
        <div class="who">
          <h1>{heading}</h1>
          <Parties
            client={client}
            resource={resource}
            user={user}
            provider={provider}
            aside={notYouButton}
          />
        </div>
        <What {...props} fresh={fresh} identity={identity} isMore={isMore} />
        {props.brings === 'nothing' ? (
          <GoBack />
        ) : (
          <Actions
            resource={resource}
            scopes={fresh}
            asksWho={identity.length > 0}
            isMore={isMore}
          />
        )}
        <ConsentDetails
          {...props}
          scopes={[
            ...[...props.scopes, ...(props.unavailable ?? [])].map(({ name }) => name),
            ...props.identityScopes,
          ]}
        />
      </Form>
      <Form id={SWITCH_USER} action={switchUserAction} csrf={csrf} />
    </Document>
  );
}

interface Opening {
  readonly title: string;
  readonly heading: ReturnType<ReturnType<typeof useWords>['consent']['wantsServer']>;
  /** whether the client has something and asks for more */
  readonly isMore: boolean;
  /** what is decided on: all, or what is new */
  readonly fresh: readonly ConsentScope[];
}

function useOpening({ client, resource, scopes, isStepUp }: ConsentPageProps): Opening {
  const words = useWords();
  const { consent } = words;
  const isNew = scopes.filter(({ alreadyAllowed }) => !alreadyAllowed);
  const newlyAsked = isNew.filter(({ isOffered = false }) => !isOffered);
  const isMore = isStepUp && newlyAsked.length > 0;
  const app = <ShownName client={client} />;
  const name = clientName(client, words);
  const isKnown = standingOf(client) !== 'site';
  const shown = { isMore, fresh: isMore ? asNeeded(isNew) : scopes };
  if (isMore) {
    const title = isKnown ? consent.title.more({ app: name }) : consent.title.unverified;
    return { title, heading: consent.asksForMore({ app, count: newlyAsked.length }), ...shown };
  }
  if (resource === undefined) {
    const title = isKnown ? consent.title.identity({ app: name }) : consent.title.unverified;
    return { title, heading: consent.wantsIdentity({ app }), ...shown };
  }
  const server = displayName(resource.name, consent.someServer);
  const title = isKnown ? consent.title.server({ app: name, server }) : consent.title.unverified;
  return { title, heading: consent.wantsServer({ app, server: <bdi>{server}</bdi> }), ...shown };
}

/** One new thing is allowed or denied: to leave it out is to deny. */
function asNeeded(fresh: readonly ConsentScope[]): readonly ConsentScope[] {
  const [only, ...others] = fresh;
  return only === undefined || others.length > 0
    ? fresh
    : [{ ...only, checked: true, isSole: true }];
}

/** What the client learns of the user, as far as it is decided on. */
function freshIdentity(
  { identityScopes, identityBefore }: ConsentPageProps,
  isMore: boolean,
): readonly string[] {
  return isMore
    ? identityScopes.filter((scope) => !identityBefore.includes(scope))
    : identityScopes;
}

interface WhatProps extends ConsentPageProps {
  readonly fresh: readonly ConsentScope[];
  readonly identity: ReturnType<typeof useIdentityLines>;
  readonly isMore: boolean;
}

function What(props: WhatProps) {
  const { client, resource, scopes, stranger, fresh, identity, isMore } = props;
  const { consent } = useWords();
  const identityBefore = useIdentityLines(isMore ? props.identityBefore : []);
  const isLocal = standingOf(client) === 'local';
  const asks = props.brings !== 'nothing';
  return (
    <div class="what">
      {props.notCounted !== undefined && <Again because={props.notCounted} />}
      <BringsNothing {...props} />
      {asks && isLocal && !isMore && <p class="lede">{consent.didYouStart}</p>}
      {asks && (
        <Caution client={client} resource={resource} changed={props.changed} stranger={stranger} />
      )}
      {asks && (
        <ScopeGroups
          scopes={fresh}
          {...(identity.length > 0 && {
            identity: <IdentityItems lines={identity} end={consent.permissions.required} />,
          })}
          isMore={isMore}
        />
      )}
      {asks && isMore && (
        <EarlierScopes
          scopes={scopes.filter(({ alreadyAllowed }) => alreadyAllowed)}
          anyCanPassForIt={isLocal}
          identity={{
            items: <IdentityItems lines={identityBefore} end={<Allowed />} />,
            count: identityBefore.length,
          }}
        />
      )}
      <UnavailableScopes {...props} />
      {asks && (
        <div class="stack-tight">
          <TermLine term={props.term} />
          {isMore && <Term sign="info">{consent.term.keepsRest}</Term>}
        </div>
      )}
      {asks && stranger?.mustVouch === true && <Vouch client={client} />}
    </div>
  );
}
