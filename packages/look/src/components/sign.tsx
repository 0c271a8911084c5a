import { SIGNS, type SignName } from '../marks/signs.ts';

/** A small sign beside a text that says the same, so screen readers skip it. */
export function Sign({ name }: { readonly name: SignName }) {
  return (
    <svg class={`sign sign-${name}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={SIGNS[name]} />
    </svg>
  );
}
