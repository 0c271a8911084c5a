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
  readonly operator: OperatorWords;
  /** before what a person reads to the operator */
  readonly reference: string;
  /** a user of whom no name is known */
  readonly you: string;
}

/** How far a client is known. */
export interface ClientWords {
  /** where it has none, or one that nobody could see; begins a sentence, or stands alone */
  readonly withoutName: string;
  /** the operator added it */
  readonly known: string;
  readonly notVerified: string;
}

/** Whoever runs this server, within a sentence. */
export interface OperatorWords {
  readonly name: string;
  /** the same, or a name, with the address at which they can be asked */
  readonly reachedAt: Sentence<'who' | 'contact'>;
}
