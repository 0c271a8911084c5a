import type { ComponentChildren } from 'preact';
import { Facts } from '@gatehouse/look/components';
import { Document } from '../document.tsx';
import { type SignedInUser, SignIn, type Visitor, Whoever } from '../whoever.tsx';
import { useWords } from '../words/in-words.ts';
import { Connect } from './connect.tsx';
import type { DevelopmentSteps } from './development-steps.ts';
import { NextSteps } from './next-steps.tsx';
import { People } from './people.tsx';
import { Section } from './section.tsx';

interface DevelopmentPageProps extends DevelopmentSteps {
  readonly who: SignedInUser | Visitor;
  /** facts about this server */
  readonly addresses: ComponentChildren;
}

/** What a developer does next: connect something, be somebody, and then what makes it their own. */
export function DevelopmentPage(props: DevelopmentPageProps) {
  const { servers, emulated, who, addresses, ...steps } = props;
  const { development, whoever } = useWords().home;
  return (
    <Document title={development.title} width="wide">
      <div class="stack-tight">
        <h1>{development.heading}</h1>
        <p class="lede">{development.message}</p>
      </div>
      <div class="columns">
        <Connect servers={servers} />
        {'signOut' in who ? (
          <div class="sheet item">
            <Whoever who={who} />
          </div>
        ) : emulated.length > 0 ? (
          <People emulated={emulated} visitor={who} />
        ) : (
          <Section id="sign-in" heading={whoever.signInHere}>
            <SignIn visitor={who} />
          </Section>
        )}
        <NextSteps {...steps} />
        <Section id="addresses" heading={development.addresses}>
          <Facts>{addresses}</Facts>
        </Section>
      </div>
    </Document>
  );
}
