import type { ComponentChildren } from 'preact';

interface FormProps {
  /** a path on this origin */
  readonly action: string;
  /** the form token of this interaction */
  readonly csrf: string;
  /** for a button that stands outside the form */
  readonly id?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** The form of every page: posted to this origin, with a token, and without autocompletion. */
export function Form({ action, csrf, id, class: className, children }: FormProps) {
  return (
    <form method="post" action={action} id={id} class={className} autocomplete="off">
      <input type="hidden" name="csrf" value={csrf} />
      {children}
    </form>
  );
}
