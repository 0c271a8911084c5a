import type { Brand } from '@gatehouse/look';
import type { FrameProps } from '@gatehouse/look/components';
import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import { type LanguageSwitch, WithSwitch } from './language-switch.tsx';
import { WordsOfPage } from './words/in-words.ts';
import type { Words } from './words/words.ts';

/** A page: what it is about makes a complete HTML document, in the words of its reader. */
export type Page<Props> = (props: Props) => VNode;

/** What every page of one answer is made with. */
export interface Setting {
  /** those of its reader */
  readonly words: Words;
  /** whoever runs this server */
  readonly brand: PageBrand;
  /** absent: it does not come in another language */
  readonly languages?: LanguageSwitch;
}

/** Whoever runs this server, with the files that pages in their colours are made with. */
export interface PageBrand extends Brand {
  /** absent: those of nobody in particular (assets.ts) */
  readonly assets?: FrameProps['assets'];
}

const BrandOfPage = createContext<PageBrand>({});

/** Whoever runs this server, as pages show them. */
export function useBrand(): PageBrand {
  return useContext(BrandOfPage);
}

/** Renders a page to complete HTML. */
export function renderPage<Props extends object>(
  page: Page<Props>,
  props: NoInfer<Props>,
  { words, brand, languages }: Setting,
): string {
  const Shown = page;
  const html = renderToString(
    <WordsOfPage value={words}>
      <BrandOfPage value={brand}>
        <WithSwitch value={languages}>
          <Shown {...props} />
        </WithSwitch>
      </BrandOfPage>
    </WordsOfPage>,
  );
  return `<!doctype html>\n${html}\n`;
}
