import pg from 'pg';
import type { Stack } from '../harness/stack.ts';
import { expect, test } from './fixtures.ts';

test.use({ stackOptions: { auth: { CONSENT_PAUSE: '1s' } } });

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`a click that was meant for something else does not allow (${reducedMotion})`, async ({
    startProgram,
    anotherBrowser,
  }) => {
    const person = await anotherBrowser({ reducedMotion });
    const program = await startProgram({ openBrowser: (url) => person.page.goto(url.href) });
    const called = program.callTool('whoami');
    await person.signIn('GitHub', 'ada');
    await person.seesConsentFor('Test program');

    // However long the page has been there: it begins when the pointer comes.
    const allow = person.allowButton;
    await person.page.mouse.move(1, 1);
    await person.page.reload();
    await person.page.waitForTimeout(1_000);
    await expect(allow).toHaveCSS('pointer-events', 'none');

    // The first 0.6 s, held still as soon as they begin: the pointer goes through the button.
    await person.page.evaluate(() => {
      addEventListener(
        'animationstart',
        () => {
          for (const animation of document.getAnimations()) {
            animation.pause();
            animation.currentTime = 300;
          }
        },
        { once: true },
      );
    });
    await allow.hover({ force: true });
    const states = () =>
      allow.evaluate((button) => button.getAnimations().map(({ playState }) => playState));
    await expect.poll(states).toContain('paused');
    await expect(allow).toHaveCSS('pointer-events', 'none');
    const box = (await allow.boundingBox())!;
    await person.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(person.heading).toContainText('Test program');
    await expect(person.page.getByText('nothing was allowed yet')).toHaveCount(0);
    await allow.evaluate((button) => {
      for (const animation of button.getAnimations()) animation.finish();
    });
    await expect(allow).toHaveCSS('pointer-events', 'auto');
    await person.allow();
    expect(await called).toContain('"login": "ada"');
  });
}

test('nor does the second click of a double click that closes a window over ours', async ({
  startProgram,
  anotherSite,
  person,
  context,
}) => {
  const { page } = person;
  const opened: URL[] = [];
  const program = await startProgram({
    openBrowser: (url) => {
      opened.push(url);
      return page.goto(url.href);
    },
  });
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Test program');

  const over = await anotherSite(
    '<h1>Double-click to go on</h1><script>onmousedown = () => close()</script>',
  );
  const evil =
    await anotherSite(`<button onclick="open('${over}', '_blank', 'width=900,height=600');
    location = ${JSON.stringify(opened[0]!.href).replaceAll('"', "'").replaceAll('&', '&amp;')}">Start</button>`);
  await page.goto(evil);
  // In a corner: the pointer does not come to the card with the page.
  const [window] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Start' }).click(),
  ]);
  await person.seesConsentFor('Test program');
  await window.bringToFront();
  await window.waitForTimeout(1_100);

  await person.allowButton.scrollIntoViewIfNeeded();
  const box = (await person.allowButton.boundingBox())!;
  const at = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await window.mouse.move(...at);
  await window.mouse.down().catch(() => 'it closed first');
  await expect.poll(() => window.isClosed()).toBe(true);

  // Late, so that a wait that began with the page is over; one that begins with the pointer is held
  // still, however slow this machine is.
  await page.waitForTimeout(1_000);
  await page.evaluate(() => {
    addEventListener('submit', () => (document.documentElement.lang = 'submitted'));
    addEventListener(
      'animationstart',
      () => {
        for (const animation of document.getAnimations()) animation.pause();
      },
      { once: true },
    );
  });
  await page.mouse.move(...at);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.locator('html')).not.toHaveAttribute('lang', 'submitted');
  await expect(person.heading).toContainText('Test program');

  // Whoever stays there for the time that it takes is not hindered.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  await person.allow();
  expect(await called).toContain('"login": "ada"');
});

test('Allow pressed by a key at once shows the page again, with the ticks as they were', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read mcp:write');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Test program');
  await person.scope('mcp:write').uncheck();
  await pageWasShown(stack, 'in an hour');
  await person.allowButton.press('Enter');
  const again = person.page.getByRole('status').filter({ hasText: 'nothing was allowed yet' });
  await expect(again).toBeVisible();
  await expect(person.scope('mcp:write')).not.toBeChecked();
  await expect(person.scope('mcp:read')).toBeChecked();
  expect(program.remembered.tokens).toBeUndefined();
  await pageWasShown(stack, 'an hour ago');
  await person.allow();
  await authorized;
  expect(program.remembered.tokens?.scope).toBe('mcp:read');
});

/**
 * *Allow* counts a second after the page was shown, by the database's clock. How long a press takes to get
 * there is this machine's affair, so the page is dated instead.
 */
async function pageWasShown(
  { databaseUrl }: Stack,
  when: 'in an hour' | 'an hour ago',
): Promise<void> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const hours = when === 'in an hour' ? 1 : -1;
  const { rowCount } = await database.query(
    `UPDATE artifacts SET created_at = now() + make_interval(hours => $1) WHERE kind = 'ConsentShown'`,
    [hours],
  );
  await database.end();
  expect(rowCount).toBeGreaterThan(0);
}
