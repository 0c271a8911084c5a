import type { ComponentChildren } from 'preact';

interface FormProps {
  /** a path on this origin */
  readonly action: string;
  /** this interaction's form token */
  readonly csrf: string;
  /** for a button that stands outside */
  readonly id?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** A form as every page here has it: posted to this origin, with its token, never filled in by the browser. */
export function Form({ action, csrf, id, class: className, children }: FormProps) {
  return (
    <form method="post" action={action} id={id} class={className} autocomplete="off">
      <input type="hidden" name="csrf" value={csrf} />
      {children}
    </form>
  );
}
