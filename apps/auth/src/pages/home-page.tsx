import { CopyLine, Fact, Facts, Fold } from '@gatehouse/look/components';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { Document } from './document.tsx';
import { DevelopmentPage } from './home/development-page.tsx';
import type { DevelopmentSteps } from './home/development-steps.ts';
import { useBrand } from './render.tsx';
import { type SignedInUser, SignIn, type Visitor, Whoever } from './whoever.tsx';
import { useWords } from './words/in-words.ts';

export type {
  ConnectLine,
  DevelopmentSteps,
  EmulatedPerson,
  EmulatedProvider,
} from './home/development-steps.ts';

/** A name with an address. */
interface Labelled {
  readonly label: string;
  readonly text: string;
}

export interface HomePageProps {
  readonly issuer: string;
  /** who is signed in at this browser, or how to sign in */
  readonly who: SignedInUser | Visitor;
  /** the MCP servers that tokens are issued for; absent where they are not told */
  readonly servers?: readonly Labelled[];
  /** what a developer needs next; absent in production */
  readonly development?: DevelopmentSteps;
}

/** The page at `/`: what this address is, who is signed in, and in development what to do next. */
export function HomePage({ development, ...props }: HomePageProps) {
  if (development === undefined) return <ProductionPage {...props} />;
  const { issuer, who } = props;
  return <DevelopmentPage {...development} who={who} addresses={<Issuer issuer={issuer} />} />;
}

function ProductionPage({ issuer, who, servers }: Omit<HomePageProps, 'development'>) {
  const { home } = useWords();
  const { name } = useBrand();
  const isSignedIn = 'signOut' in who;
  const { title, message } = isSignedIn ? home.signedIn : home.signIn;
  const heading = name === undefined ? title : home.titleAt({ title, operator: <bdi>{name}</bdi> });
  return (
    <Document title={title} width="narrow">
      <div class="sheet pad">
        <div class="stack">
          <h1>{heading}</h1>
          <p class="lede">{message}</p>
        </div>
        {isSignedIn ? <Whoever who={who} /> : <SignIn visitor={who} />}
        <div>
          <Fold summary={home.connectApp.summary}>
            <div class="stack">
              <p class="quiet">{home.connectApp.message}</p>
              {servers === undefined ? (
                <p class="quiet">{home.connectApp.signInFirst}</p>
              ) : (
                <Facts>
                  {servers.map(({ label, text }) => (
                    <Fact key={text} label={label}>
                      <CopyLine text={text} />
                    </Fact>
                  ))}
                </Facts>
              )}
            </div>
          </Fold>
          <Fold summary={home.details}>
            <Facts>
              <Issuer issuer={issuer} />
            </Facts>
          </Fold>
        </div>
      </div>
    </Document>
  );
}

/** What programs go by. */
function Issuer({ issuer }: Pick<HomePageProps, 'issuer'>) {
  const { home } = useWords();
  return (
    <>
      <Fact label={home.issuer}>
        <code>{issuer}</code>
      </Fact>
      <Fact label={home.metadata}>
        {home.documents({
          oauth: <a href={ENDPOINTS.serverMetadata.path}>{home.oauth}</a>,
          openId: <a href={ENDPOINTS.openIdMetadata.path}>{home.openId}</a>,
        })}
      </Fact>
    </>
  );
}
