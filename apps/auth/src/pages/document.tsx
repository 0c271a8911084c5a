import { Frame } from '@gatehouse/look/components';
import type { ComponentChildren } from 'preact';
import { icon, stylesheet } from './assets.ts';
import { Languages, useIsAgain } from './language-switch.tsx';
import { useBrand } from './render.tsx';
import { useWords } from './words/in-words.ts';

interface DocumentProps {
  /** the title of the page; the operator's name is added */
  readonly title: string;
  /** an address on the web, or a path, that the browser goes to at once (see `forwardTarget`) */
  readonly forwardTo?: string;
  /** one narrow column, or more room than a decision takes; two columns fit where neither is said */
  readonly width?: 'narrow' | 'wide';
  readonly children: ComponentChildren;
}

/** The parts that every page has: head, operator, one main landmark, and the foot. */
export function Document({ title, forwardTo, width, children }: DocumentProps) {
  const { language, direction, frame } = useWords();
  const { assets = { stylesheet: stylesheet.path, icon }, ...brand } = useBrand();
  return (
    <Frame
      language={language}
      direction={direction}
      title={title}
      brand={brand}
      words={frame}
      {...(width !== undefined && { width })}
      forwardTo={useIsAgain() ? undefined : forwardTo}
      assets={assets}
      foot={<Languages />}
    >
      {children}
    </Frame>
  );
}
