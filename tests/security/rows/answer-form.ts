import { formTo, type Page, refreshTarget } from '../../behaviour/actors/page.ts';
import type { Person } from '../../behaviour/actors/person.ts';

/** The answer to a form: a page that leads on by itself, seen before it does. */
export interface HandOff {
  readonly response: Response;
  readonly page: Page;
  /** where it leads */
  readonly target: URL;
}

/** Posts the form of a page and stops at the answer. */
export async function answerForm(
  { browser }: Person,
  from: Page,
  ending: string,
  button: readonly [string, string],
): Promise<HandOff> {
  const form = formTo(from, ending);
  if (form === undefined) throw new Error(`no form to ${ending} at ${from.url.href}`);
  const response = await browser.request({
    method: 'POST',
    url: form.action,
    body: new URLSearchParams([...form.fields, button].map(([name, value]) => [name, value])),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const { status, headers } = response;
  const html = await response.text();
  const page = { url: form.action, status, headers, html, isOutside: false };
  return { response, page, target: refreshTarget(page) ?? form.action };
}
