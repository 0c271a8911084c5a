/**
 * What an emulator's page says, as data. Its forms go on as they are: which fields there are, and where
 * they are posted, is the emulator's to know.
 *
 * @module
 */
import { unescaped } from './html.ts';

export interface LibraryForm {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export type LibraryPage =
  /** one form for each account */
  | { readonly kind: 'choose'; readonly forms: readonly LibraryForm[] }
  | { readonly kind: 'refused'; readonly title: string; readonly message: string };

/** Reads a page; undefined where it is another one than those that people see on the way. */
export function readLibraryPage(page: string): LibraryPage | undefined {
  const title = textIn(page, 'error-title');
  if (title !== undefined) {
    return { kind: 'refused', title, message: textIn(page, 'error-msg') ?? '' };
  }
  const forms = [
    ...page.matchAll(/<form class="user-form" method="post" action="([^"]*)">(.*?)<\/form>/gs),
  ];
  if (forms.length === 0) return undefined;
  return {
    kind: 'choose',
    forms: forms.map(([, action = '', inside = '']) => ({
      action: unescaped(action),
      fields: [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g)].map(
        ([, name = '', value = '']) => [unescaped(name), unescaped(value)] as const,
      ),
    })),
  };
}

function textIn(page: string, className: string): string | undefined {
  const [, text] = new RegExp(`<div class="${className}">([^<]*)</div>`).exec(page) ?? [];
  return text === undefined ? undefined : unescaped(text);
}
