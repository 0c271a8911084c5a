import { afterAll, beforeAll, expect, test } from 'vitest';
import { consentProps, ConsentPage, LANGUAGES, renderPage } from './pages-of-auth.ts';
import { Screen } from './shown.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
});
afterAll(() => screen.close());

/**
 * Whoever registers a domain chooses where its hyphens are. A line that breaks at one would begin with the
 * name of somebody else, and look like a host of its own; so would one that begins where all others do.
 */
test('on a phone the name of an owner breaks at no hyphen, and goes on further in', async () => {
  const host = 'secure-sign-in-for-your-account-google.com';
  const client = { ...consentProps.client, redirect: { kind: 'https', host } } as const;
  const stranger = { days: 0, others: 0, orMore: false, mustVouch: true };
  const [words] = LANGUAGES;
  const html = renderPage(ConsentPage, { ...consentProps, client, stranger }, { words, brand: {} });
  for (const width of [320, 360]) {
    const page = await screen.show(html, { width, height: 640 });
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll('.host-end')].flatMap((element) => {
        const text = element.firstChild as Text;
        const lines = new Map<number, { text: string; left: number }>();
        for (let at = 0; at < text.length; at += 1) {
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const { top, left } = range.getBoundingClientRect();
          const line = lines.get(top) ?? { text: '', left };
          lines.set(top, { ...line, text: line.text + text.data.charAt(at) });
        }
        const [first, ...others] = lines.values();
        return others.map((line) => ({ text: line.text, indent: line.left - first!.left }));
      }),
    );
    expect(broken.length, 'lines that go on').toBeGreaterThan(1);
    expect(broken.map(({ text }) => text)).not.toContain('google.com');
    expect(Math.min(...broken.map(({ indent }) => indent))).toBeGreaterThan(8);
  }
});
