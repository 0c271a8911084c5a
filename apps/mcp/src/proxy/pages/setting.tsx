import type { Brand } from '@gatehouse/look';
import type { FrameProps } from '@gatehouse/look/components';
import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import type { ProxyWords } from '../words/words.ts';

/** A page: what it is about, as plain data, makes a complete HTML document. */
export type ProxyPage<Props> = (props: Props) => VNode;

/** What every page of one answer is made with. */
export interface Setting {
  /** those of its reader */
  readonly words: ProxyWords;
  /** whoever runs this server */
  readonly brand: Brand;
  readonly assets: FrameProps['assets'];
  /** absent: it leads on by itself, or does not come again */
  readonly languages?: LanguageSwitch;
}

/** How the reader of a page gets it in another language. */
interface LanguageSwitch {
  /** what the page comes again by */
  readonly page: string;
  /** every language that the page is not in */
  readonly others: readonly Pick<ProxyWords, 'language' | 'direction' | 'endonym'>[];
}

const SettingOfPage = createContext<Setting | undefined>(undefined);

/** What the page that is being rendered is made with. */
export function useSetting(): Setting {
  const setting = useContext(SettingOfPage);
  if (setting === undefined) throw new TypeError('this is no part of a page: renderPage makes one');
  return setting;
}

/** The words of the page that is being rendered. */
export function useWords(): ProxyWords {
  return useSetting().words;
}

/** Renders a page to complete HTML. */
export function renderPage<Props extends object>(
  page: ProxyPage<Props>,
  props: NoInfer<Props>,
  setting: Setting,
): string {
  const Shown = page;
  const html = renderToString(
    <SettingOfPage value={setting}>
      <Shown {...props} />
    </SettingOfPage>,
  );
  return `<!doctype html>\n${html}\n`;
}
