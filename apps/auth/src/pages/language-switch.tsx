import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from './words/words.ts';

/** How the reader of a page gets it in another language. */
export interface LanguageSwitch {
  /** receives `language` and `page` */
  readonly action: string;
  /** what the page comes again by, for `action` */
  readonly page: string;
  /** every language that the page is not in */
  readonly others: readonly Pick<Words, 'language' | 'direction' | 'endonym'>[];
  /** it comes again: it has led on already, where it does so by itself, and does not do it twice */
  readonly isAgain?: boolean;
}

const SwitchOfPage = createContext<LanguageSwitch | undefined>(undefined);

/** Gives a page its switch. */
export const WithSwitch = SwitchOfPage.Provider;

/** Whether the page that is being rendered was shown before, in another language. */
export function useIsAgain(): boolean {
  return useContext(SwitchOfPage)?.isAgain === true;
}

/** A button for each other language, which says its name in itself: whoever reads it can press it. */
export function Languages() {
  const offered = useContext(SwitchOfPage);
  if (offered === undefined || offered.others.length === 0) return null;
  const { action, page, others } = offered;
  return (
    <form class="languages" method="post" action={action}>
      <input type="hidden" name="page" value={page} />
      {others.map(({ language, direction, endonym }) => (
        <button
          key={language}
          class="link"
          type="submit"
          name="language"
          value={language}
          lang={language}
          dir={direction}
        >
          {endonym}
        </button>
      ))}
    </form>
  );
}
