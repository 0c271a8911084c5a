import { displaySentence } from '@gatehouse/display';
import { Fact, Facts, Fold } from '@gatehouse/look/components';
import { useWords } from './words/in-words.ts';

/** What an app asked for, as far as that may be repeated: codes and addresses, never a sentence of its own. */
export interface AskedFor {
  readonly clientId?: string | undefined;
  readonly redirectUri?: string | undefined;
  /** names of parameters that are not as they should be */
  readonly parameters?: readonly string[];
  readonly resource?: string | undefined;
}

interface ErrorDetailsProps {
  readonly forMakers: boolean;
  /** a stable code, of a standard or our own */
  readonly code: string;
  readonly asked?: AskedFor;
}

/** Codes and ids, folded: for whoever makes the app, or helps the user. */
export function ErrorDetails({ forMakers, code, asked = {} }: ErrorDetailsProps) {
  const words = useWords().errors.technical;
  const { clientId, redirectUri, parameters = [], resource } = asked;
  const facts = [
    [words.error, [code]],
    [words.parameters, parameters],
    [words.clientId, [clientId]],
    [words.redirectUri, [redirectUri]],
    [words.resource, [resource]],
  ] as const;
  return (
    <Fold summary={forMakers ? words.forMakers : words.details}>
      <Facts>
        {facts.map(([label, texts]) => {
          const said = texts.flatMap((text) => text ?? []);
          return said.length === 0 ? null : (
            <Fact key={label} label={label}>
              {said.map((text) => (
                <>
                  <code>{displaySentence(text)}</code>{' '}
                </>
              ))}
            </Fact>
          );
        })}
      </Facts>
    </Fold>
  );
}
