/** The switch in the foot, as a browser has it: with its policy for forms, by the keyboard, on the way through a request. */
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test('somebody presses the name of their language on the way, and the request goes on', async ({
  person,
  startProgram,
}) => {
  const { page } = person;
  const language = () => page.locator('html').getAttribute('lang');
  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await expect(person.button('Continue with GitHub')).toBeVisible();
  expect(await language()).toBe('en');

  const address = page.url();
  await person.button('Deutsch').press('Enter');
  await expect(person.button('English')).toBeVisible();
  expect([page.url(), await language()]).toEqual([address, 'de']);
  await expectAccessible(page);

  await page.locator('button[name="provider"][value="github"]').click();
  await person.chooseAccount('ada');
  await expect(page.locator('button[name="decision"][value="allow"]')).toBeVisible();
  expect(await language()).toBe('de');
  await expectAccessible(page);

  await person.button('English').press('Enter');
  await expect(person.button('Deutsch')).toBeVisible();
  expect(await language()).toBe('en');
  await person.allow();
  expect(await called).toContain('ada');
});

test('a page that says what happened is read in the other language, with its reference', async ({
  person,
  stack,
}) => {
  const { page } = person;
  await page.goto(new URL('/interaction/unknown', stack.issuer).href);
  const reference = /[2-9A-Z]{4}-[2-9A-Z]{4}/;
  const [given] = reference.exec(await page.content()) ?? [];
  await person.button('Deutsch').click();
  await expect(person.button('English')).toBeVisible();
  expect(reference.exec(await page.content())?.[0]).toBe(given);
  await expectAccessible(page);
});

test.describe('in a window of 320 px', () => {
  test.use({ viewport: { width: 320, height: 640 }, locale: 'de-AT' });

  test('the foot has room for it, and is large enough for a finger', async ({ person, stack }) => {
    const { page } = person;
    await page.goto(stack.issuer);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    const box = await person.button('English').boundingBox();
    // WCAG 2.2, 2.5.8
    expect(box?.height).toBeGreaterThanOrEqual(24);
    expect(box?.width).toBeGreaterThanOrEqual(24);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
