import { each } from '../../runner/words.ts';
import type { TokenRow } from '../runner/row.ts';
import type { Changes, Subject } from '../subjects/subject.ts';

type Spelled<T> = Readonly<Record<string, T>>;

/** Tokens that say something else: minted, or told by whoever is asked. */
function saying(spellings: (of: Subject) => Spelled<Changes>): TokenRow['run'] {
  return (on) =>
    each(spellings(on.subject), async (changes) => on.present(await on.subject.token(changes)));
}

/** The same with other claims alone. */
export function claiming(spellings: (of: Subject) => Spelled<object>): TokenRow['run'] {
  return saying((of) =>
    Object.fromEntries(
      Object.entries(spellings(of)).map(([name, claims]) => [name, { claims: { ...claims } }]),
    ),
  );
}

/** JWTs with another header, signed by the right key. */
export function withHeader(spellings: (of: Subject) => Spelled<object>): TokenRow['run'] {
  return forging((of) =>
    Object.fromEntries(
      Object.entries(spellings(of)).map(([name, header]) => [
        name,
        () => of.jwt({ header: { ...header } }),
      ]),
    ),
  );
}

/** Texts of the attacker's own, made from a good JWT. */
export function forging(
  spellings: (of: Subject, good: string) => Spelled<string | (() => string | Promise<string>)>,
): TokenRow['run'] {
  return async (on) =>
    each(spellings(on.subject, await on.subject.jwt()), async (token) =>
      on.present(typeof token === 'string' ? token : await token()),
    );
}
