import type { ComponentChildren } from 'preact';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { Document, renderPage } from './document.tsx';
import { andList, orList } from './text/lists.ts';
import { type SignedInUser, type Visitor, Whoever } from './whoever.tsx';

/** A label with an address, or with a line to paste. */
export interface Labelled {
  readonly label: string;
  readonly text: string;
}

/** What a developer needs next; absent in production. */
export interface DevelopmentSteps {
  /** the MCP servers that tokens are issued for: name and address */
  readonly resources: readonly Labelled[];
  /** lines to paste: “Claude Code”, `claude mcp add …` */
  readonly connect: readonly Labelled[];
  /** emulated providers and their addresses; empty where real ones are configured */
  readonly emulated: readonly Labelled[];
  /** ways to sign in: the callback address to enter there, and the variables to set */
  readonly registrations: readonly (Labelled & { readonly variables: readonly string[] })[];
}

export interface HomePageProps {
  readonly issuer: string;
  /** who is signed in at this browser, or how to sign in */
  readonly who: SignedInUser | Visitor;
  readonly development?: DevelopmentSteps;
}

/** The page at `/`: what this address is, who is signed in, and in development what to do next. */
export function homePage({ issuer, who, development }: HomePageProps): string {
  // A developer is here to connect something; signing in comes with that.
  const isFirst = development === undefined || 'signOut' in who;
  return renderPage(
    <Document
      title={development === undefined ? 'Sign-in server' : 'Ready'}
      wide={development !== undefined}
    >
      <div class="card">
        <div class="opening">
          <h1>{development === undefined ? 'This is a sign-in server' : 'Gatehouse is ready'}</h1>
          <p>
            {development === undefined
              ? 'Connect from your app; it brings you here when you need to sign in.'
              : 'Connect an MCP client; it brings you back here to sign in.'}
          </p>
        </div>
        {isFirst && <Whoever who={who} />}
        {development !== undefined && (
          <NextSteps {...development}>{!isFirst && <Whoever who={who} />}</NextSteps>
        )}
        <dl class="small-print">
          <dt>Issuer</dt>
          <dd>
            <code>{issuer}</code>
          </dd>
          <dt>Metadata</dt>
          <dd>
            <a href={ENDPOINTS.serverMetadata.path}>OAuth</a>,{' '}
            <a href={ENDPOINTS.openIdMetadata.path}>OpenID Connect</a>
          </dd>
        </dl>
      </div>
    </Document>,
  );
}

interface NextStepsProps extends DevelopmentSteps {
  /** what stands after the first step */
  readonly children?: ComponentChildren;
}

function NextSteps({ resources, connect, emulated, registrations, children }: NextStepsProps) {
  return (
    <div class="sections">
      <section class="section" aria-labelledby="connect">
        <h2 id="connect">Connect a client</h2>
        {connect.map(({ label, text }) => (
          <figure key={label} class="command">
            <figcaption class="quiet">{label}</figcaption>
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
          <h2 id="people">Sign in as somebody</h2>
          <p>
            {andList(emulated.map(({ label }) => label))} {emulated.length === 1 ? 'is' : 'are'}{' '}
            played by this computer, with made-up people: choose any of them. No real account is
            touched.
          </p>
          <Addresses entries={emulated} />
        </section>
      )}
      {registrations.length > 0 && (
        <section class="section" aria-labelledby="real-accounts">
          <h2 id="real-accounts">Use real accounts</h2>
          <p>
            Register an OAuth app at {orList(registrations.map(({ label }) => label))} with the
            callback address below, set <Variables of={registrations} />, and start again.
          </p>
          <Addresses entries={registrations} />
        </section>
      )}
    </div>
  );
}

/** “A and B (or C and D)” */
function Variables({ of: registrations }: { readonly of: DevelopmentSteps['registrations'] }) {
  const [first, ...others] = registrations.map(({ label, variables }) => (
    <Names key={label} names={variables} />
  ));
  if (others.length === 0) return <>{first}</>;
  return (
    <>
      {first} (or {others.map((other, index) => (index === 0 ? other : <>, or {other}</>))})
    </>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <>
      {names.map((name, index) => (
        <>
          {index > 0 && (index === names.length - 1 ? ' and ' : ', ')}
          <code>{name}</code>
        </>
      ))}
    </>
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
