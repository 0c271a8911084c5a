import type { FrameWords } from '@gatehouse/look/components';
import type { ConnectorKind } from '../../connectors/connectors.ts';
import type { Sentence } from './sentence.ts';

/** Words that several pages have. */
export interface SharedWords {
  /** above and below every page */
  readonly frame: FrameWords;
  /** what ways to sign in are called, as they come after “at”: “GitHub”, “an OpenID provider” */
  readonly connectors: Readonly<Record<ConnectorKind['id'], string>>;
  readonly client: ClientWords;
  readonly destination: DestinationWords;
  readonly operator: OperatorWords;
  /** above a list of steps */
  readonly whatToDo: string;
  /** before what a person reads to the operator */
  readonly reference: string;
  /** a user of whom no name is known */
  readonly you: string;
}

/** How far a client is known. */
export interface ClientWords {
  /** where it has none, or one that nobody could see; begins a sentence, or stands alone */
  readonly withoutName: string;
  readonly known: string;
  readonly nameNotVerified: string;
  readonly notVerified: string;
  readonly addedByOperator: string;
  /** the operator added one of this name, which any program can pass for */
  readonly addedButUnproven: string;
  readonly registeredItself: string;
  readonly registeredItselfAt: Sentence<'host'>;
  /** its id is the address of a document at `site`, and its answer goes there, to `answered` */
  readonly describedAt: Sentence<'site' | 'answered'>;
  /** the same where its answer goes to another website, `answered` */
  readonly describedElsewhere: Sentence<'site' | 'answered'>;
  /** the same where any program can pass for it */
  readonly describedBut: Sentence<'site'>;
}

/** Whoever runs this server, within a sentence. */
export interface OperatorWords {
  readonly name: string;
  /** the same, or a name, with the address at which they can be asked */
  readonly reachedAt: Sentence<'who' | 'contact'>;
}

/** Where an answer goes, within a sentence. */
export interface DestinationWords {
  readonly program: (facts: { readonly host: string }) => string;
  /** an app with a scheme of its own, such as `cursor` */
  readonly app: (facts: { readonly scheme: string }) => string;
}
