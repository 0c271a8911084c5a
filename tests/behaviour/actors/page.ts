/** What a browser has arrived at. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** the browser was sent out of this web, to a client's redirect URI; there is no page then */
  readonly isOutside: boolean;
}

/** A form of a page, as far as these tests fill them in. */
export interface Form {
  readonly action: URL;
  /** hidden fields, checkboxes as they come, and those ticked without which a browser posts nothing */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** the other checkboxes, and whether they are ticked to begin with */
  readonly checkboxes: ReadonlyMap<string, boolean>;
  /** what its buttons and labels say */
  readonly text: string;
}

/** The forms of a page. Reads the plain HTML of our own pages and of the emulators', no more. */
export function formsOf(page: Page): Form[] {
  return [...page.html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(
    ([, attributes = '', content = '']) => {
      const inputs = [...content.matchAll(/<input\b([^>]*)>/g)].map(([, text = '']) => read(text));
      const checkboxes = inputs.filter(
        ({ type, required }) => type === 'checkbox' && required === undefined,
      );
      const fields = inputs
        .filter(
          ({ type, checked, required }) =>
            type !== 'checkbox' || checked !== undefined || required !== undefined,
        )
        .map(({ name = '', value = '' }) => [name, value] as const);
      return {
        action: new URL(read(attributes).action ?? '', page.url),
        fields,
        checkboxes: new Map(
          checkboxes.map(({ value = '', checked }) => [value, checked !== undefined]),
        ),
        text: textOf(content),
      };
    },
  );
}

/** The form that posts to a path ending like this. */
export function formTo(page: Page, ending: string): Form | undefined {
  return formsOf(page).find(({ action }) => action.pathname.endsWith(ending));
}

/** Where the page leads by itself (`<meta http-equiv="refresh">`). */
export function refreshTarget(page: Page): URL | undefined {
  const metas = [...page.html.matchAll(/<meta\b([^>]*)>/g)].map(([, text = '']) => read(text));
  const refresh = metas.find((meta) => meta['http-equiv']?.toLowerCase() === 'refresh')?.content;
  const target = refresh === undefined ? undefined : /url=(.+)$/i.exec(refresh)?.[1];
  return target === undefined ? undefined : new URL(target, page.url);
}

/** Where the page's link of this name leads; a page has one such link or none. */
export function linkTarget(page: Page, name: RegExp): URL | undefined {
  const links = [...page.html.matchAll(/<a\b([^>]*)>(.*?)<\/a>/gs)];
  const [, attributes = ''] = links.find(([, , content = '']) => name.test(textOf(content))) ?? [];
  const { href } = read(attributes);
  return href === undefined ? undefined : new URL(href, page.url);
}

/** The heading, which says in a word which page it is. */
export function headingOf(page: Page): string {
  return textOf(/<h1\b[^>]*>(.*?)<\/h1>/s.exec(page.html)?.[1] ?? '');
}

/** The text of a piece of HTML, on one line. */
export function textOf(html: string): string {
  return decode(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function read(attributes: string): Record<string, string | undefined> {
  const pairs = attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, decode(value)]));
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decode(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
