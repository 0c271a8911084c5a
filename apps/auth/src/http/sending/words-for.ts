import type { IncomingMessage } from 'node:http';
import { chosenLanguage, languageFor, type Languages } from '@gatehouse/display';
import type { Words } from '../../pages/pages.ts';
import { currentRequest } from '../../provider/request.ts';

/**
 * The words for whoever reads the answer to a request (decision 137): what they chose themselves, else
 * `ui_locales` of the request that the page is a step of, else what their browser says.
 *
 * @param languages every language; the first is for whoever understands none of them
 */
export function wordsFor(req: IncomingMessage, languages: readonly [Words, ...Words[]]): Words {
  const [first, ...others] = languages;
  const tags: Languages = [first.language, ...others.map(({ language }) => language)];
  const served = currentRequest();
  const { cookie, 'accept-language': acceptLanguage } = req.headers;
  // The public URL is pinned by now, and with it the protocol (pin-host.ts).
  const secure = req.headers['x-forwarded-proto'] === 'https';
  const wishes = {
    chosen: served?.chosenLanguage ?? chosenLanguage(cookie, tags, secure),
    uiLocales: served?.uiLocales ?? localesAsked(req),
    acceptLanguage,
  };
  const tag = languageFor(wishes, tags);
  return others.find(({ language }) => language === tag) ?? first;
}

/** Of an authorization request that is not read yet, or will not be: the first of several. */
function localesAsked({ url = '' }: IncomingMessage): string | undefined {
  const at = url.indexOf('?');
  if (at === -1) return undefined;
  return new URLSearchParams(url.slice(at)).get('ui_locales') ?? undefined;
}
