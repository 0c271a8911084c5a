import { displaySentence } from '@gatehouse/display';
import { Permission } from '@gatehouse/look/components';
import type { ComponentChildren } from 'preact';
import { OFFLINE_ACCESS, OPENID_SCOPES } from '../protocol/scopes.ts';
import { useWords } from './words/in-words.ts';
import type { IdentityWords } from './words/consent.ts';

interface Line {
  readonly text: string;
  readonly note?: string;
}

/**
 * What a client learns of the user (OpenID Connect Core 1.0 §5.4), in one line. `offline_access` is not about
 * them: how long everything lasts is said elsewhere.
 */
function identityLines(scopes: readonly string[], words: IdentityWords): readonly Line[] {
  const others = scopes
    .filter((scope) => !OPENID_SCOPES.includes(scope))
    .map((scope) => ({ text: displaySentence(scope) }));
  const known = scopes.filter((scope) => scope !== OFFLINE_ACCESS && OPENID_SCOPES.includes(scope));
  return known.length === 0 ? others : [aboutThem(known, words), ...others];
}

function aboutThem(scopes: readonly string[], words: IdentityWords): Line {
  const email = scopes.includes('email');
  if (scopes.includes('profile')) {
    return { text: email ? words.nameAndEmail : words.name, note: words.alsoPicture };
  }
  return { text: email ? words.email : words.recognised };
}

/** The same as items of a list. */
export function IdentityItems({
  lines,
  end,
}: {
  readonly lines: readonly Line[];
  /** “Required”, or a mark */
  readonly end: ComponentChildren;
}) {
  return (
    <>
      {lines.map(({ text, note }) => (
        <Permission
          key={text}
          risk="person"
          text={text}
          {...(note !== undefined && { note })}
          end={end}
        />
      ))}
    </>
  );
}

/** {@link identityLines} in the words of the page. */
export function useIdentityLines(scopes: readonly string[]): readonly Line[] {
  return identityLines(scopes, useWords().consent.identity);
}
