/** Attributes that a person is shown, or hears. */
const READ = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);

/** Elements without an end tag. */
const VOID = new Set(['hr', 'img', 'input', 'link', 'meta', 'path', 'br']);

/**
 * Each text of a page: text between tags, and what attributes say. As our renderer writes HTML: attributes are
 * in double quotes, and every `<` that is no tag is escaped.
 *
 * Not among them is what screen readers skip: marks, and the letter that stands for a picture of somebody.
 */
export function readByPeople(html: string): string[] {
  const texts: string[] = [];
  const hidden: boolean[] = [];
  for (const [, close, name = '', attributes = '', text] of html.matchAll(TOKEN)) {
    if (name === '') {
      if (hidden.at(-1) !== true) texts.push(decoded(text ?? ''));
    } else if (close === '/') hidden.pop();
    else {
      texts.push(...attributesIn(name, attributes));
      const isHidden = hidden.at(-1) === true || attributes.includes('aria-hidden="true"');
      if (!VOID.has(name) && !attributes.endsWith('/')) hidden.push(isHidden);
    }
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

const TOKEN = /<!doctype[^>]*>|<(\/?)([a-z][\w-]*)((?:[^>"]|"[^"]*")*)>|([^<]+)/g;

function attributesIn(element: string, attributes: string): string[] {
  return [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].flatMap(([, name = '', value = '']) => {
    const isField =
      element === 'input' && name === 'value' && !/type="(hidden|checkbox)"/.test(attributes);
    if (name === 'href' && value.startsWith('mailto:')) return messageIn(decoded(value));
    return READ.has(name) || isField ? [decoded(value)] : [];
  });
}

/** What a person finds written in the message that a link opens (RFC 6068 §2). */
function messageIn(link: string): string[] {
  const fields = link.split('?')[1]?.split('&') ?? [];
  const values = fields.map((field) => decodeURIComponent(field.slice(field.indexOf('=') + 1)));
  return values.flatMap((value) => value.split('\r\n'));
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
