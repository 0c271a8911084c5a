import type { ComponentChildren } from 'preact';
import { Sign } from './sign.tsx';

interface FoldProps {
  readonly summary: ComponentChildren;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** What few people need, folded until they want it. */
export function Fold({ summary, open, children }: FoldProps) {
  return (
    <details open={open}>
      <summary>
        <Sign name="chevron" />
        {summary}
      </summary>
      {children}
    </details>
  );
}

/** Facts by name. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

export function Fact({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
