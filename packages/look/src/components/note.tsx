import type { ComponentChildren } from 'preact';
import type { SignName } from '../marks/signs.ts';
import { Sign } from './sign.tsx';

interface NoteProps {
  /** amber: think; green: done; neutral unless told */
  readonly tone?: 'care' | 'good';
  readonly sign?: SignName;
  /** for what has just come about: screen readers say it at once */
  readonly role?: 'status';
  readonly children: ComponentChildren;
}

/** What has to be read before anything else. At most one of a page is amber or green. */
export function Note({ tone, sign = 'info', role, children }: NoteProps) {
  return (
    <div class={tone === undefined ? 'note' : `note note-${tone}`} role={role}>
      <Sign name={sign} />
      <div class="stack-tight">{children}</div>
    </div>
  );
}

/** A quiet line with a sign: how long something lasts. */
export function Term({
  sign,
  children,
}: {
  readonly sign: SignName;
  readonly children: ComponentChildren;
}) {
  return (
    <p class="term">
      <Sign name={sign} />
      <span>{children}</span>
    </p>
  );
}
