import type { ComponentChildren } from 'preact';
import type { SignName } from '../marks/signs.ts';
import { Sign } from './sign.tsx';

interface BadgeProps {
  /** green, amber, red; neutral unless told */
  readonly tone?: 'good' | 'care' | 'danger';
  readonly sign?: SignName;
  readonly children: ComponentChildren;
}

/** A fact in a few words, beside what it is about. */
export function Badge({ tone, sign, children }: BadgeProps) {
  return (
    <span class={tone === undefined ? 'badge' : `badge badge-${tone}`}>
      {sign !== undefined && <Sign name={sign} />}
      {children}
    </span>
  );
}
