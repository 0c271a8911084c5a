import type { ComponentChildren } from 'preact';

interface SectionProps {
  readonly id: string;
  readonly heading: string;
  readonly children: ComponentChildren;
}

/** A part of the page on a sheet of its own. */
export function Section({ id, heading, children }: SectionProps) {
  return (
    <section class="sheet item stack" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
    </section>
  );
}
