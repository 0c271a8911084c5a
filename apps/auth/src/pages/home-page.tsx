import type { ComponentChildren } from 'preact';
import type { ConnectorKind } from '../connectors/connectors.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { Document } from './document.tsx';
import { type SignedInUser, type Visitor, Whoever } from './whoever.tsx';
import { useWords } from './words/in-words.ts';

/** A name with an address. */
export interface Labelled {
  readonly label: string;
  readonly text: string;
}

/** A client that the page says how to connect. */
export type McpClientName = 'claude-code' | 'vs-code' | 'inspector';

/** What a developer needs next; absent in production. */
export interface DevelopmentSteps {
  /** the MCP servers that tokens are issued for: name and address */
  readonly resources: readonly Labelled[];
  /** lines to paste: `claude mcp add …` */
  readonly connect: readonly { readonly client: McpClientName; readonly text: string }[];
  /** emulated providers and their addresses; empty where real ones are configured */
  readonly emulated: readonly Labelled[];
  /** ways to sign in: the callback address to enter there, and the variables to set */
  readonly registrations: readonly {
    readonly provider: ConnectorKind['id'];
    readonly text: string;
    readonly variables: readonly string[];
  }[];
}

export interface HomePageProps {
  readonly issuer: string;
  /** who is signed in at this browser, or how to sign in */
  readonly who: SignedInUser | Visitor;
  readonly development?: DevelopmentSteps;
}

/** The page at `/`: what this address is, who is signed in, and in development what to do next. */
export function HomePage({ issuer, who, development }: HomePageProps) {
  const words = useWords();
  // A developer is here to connect something; signing in comes with that.
  const isFirst = development === undefined || 'signOut' in who;
  const { home } = words;
  const opening = development === undefined ? home.production : home.development;
  return (
    <Document title={opening.title} {...(development !== undefined && { width: 'wide' as const })}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{opening.heading}</h1>
          <p>{opening.message}</p>
        </div>
        {isFirst && <Whoever who={who} />}
        {development !== undefined && (
          <NextSteps {...development}>{!isFirst && <Whoever who={who} />}</NextSteps>
        )}
        <dl class="small-print">
          <dt>{home.issuer}</dt>
          <dd>
            <code>{issuer}</code>
          </dd>
          <dt>{home.metadata}</dt>
          <dd>
            {home.documents({
              oauth: <a href={ENDPOINTS.serverMetadata.path}>{home.oauth}</a>,
              openId: <a href={ENDPOINTS.openIdMetadata.path}>{home.openId}</a>,
            })}
          </dd>
        </dl>
      </div>
    </Document>
  );
}

interface NextStepsProps extends DevelopmentSteps {
  /** what stands after the first step */
  readonly children?: ComponentChildren;
}

function NextSteps({ resources, connect, emulated, registrations, children }: NextStepsProps) {
  const words = useWords();
  const { development } = words.home;
  return (
    <div class="sections">
      <section class="section" aria-labelledby="connect">
        <h2 id="connect">{development.connect}</h2>
        {connect.map(({ client, text }) => (
          <figure key={client} class="command">
            <figcaption class="quiet">{development.clients[client]}</figcaption>
            <pre>
              <code>{text}</code>
            </pre>
          </figure>
        ))}
        <Addresses entries={resources} />
      </section>
      {children}
      {emulated.length > 0 && (
        <section class="section" aria-labelledby="people">
          <h2 id="people">{development.people.heading}</h2>
          <p>{development.people.message({ providers: emulated.map(({ label }) => label) })}</p>
          <Addresses entries={emulated} />
        </section>
      )}
      {registrations.length > 0 && (
        <section class="section" aria-labelledby="real-accounts">
          <h2 id="real-accounts">{development.realAccounts.heading}</h2>
          <p>
            {development.realAccounts.message({
              providers: registrations.map(({ provider }) => words.connectors[provider]),
              variables: registrations.map(({ variables }) =>
                variables.map((name) => <code key={name}>{name}</code>),
              ),
            })}
          </p>
          <Addresses
            entries={registrations.map(({ provider, text }) => ({
              label: words.connectors[provider],
              text,
            }))}
          />
        </section>
      )}
    </div>
  );
}

/** Addresses as text and not as links: a browser shows nothing useful at most of them. */
function Addresses({ entries }: { readonly entries: readonly Labelled[] }) {
  return (
    <dl class="facts">
      {entries.map(({ label, text }) => (
        <div key={label} class="fact">
          <dt>{label}</dt>
          <dd>
            <code>{text}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
