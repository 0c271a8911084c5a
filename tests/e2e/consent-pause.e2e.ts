import { expect, test } from './fixtures.ts';

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

    // The first 0.6 s, held still: the pointer goes through the button, keys do not.
    const allow = person.button('Allow');
    const held = await person.page.reload().then(() =>
      allow.evaluate((button) => {
        const animations = button.getAnimations();
        for (const animation of animations) {
          animation.pause();
          animation.currentTime = 300;
        }
        return { count: animations.length, pointer: getComputedStyle(button).pointerEvents };
      }),
    );
    // On a machine that took longer than that to look, there is nothing left to hold.
    if (held.count > 0) {
      expect(held.pointer).toBe('none');
      const box = (await allow.boundingBox())!;
      await person.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await expect(person.heading).toContainText('Test program');
      await expect(person.page.getByText('nothing was allowed yet')).toHaveCount(0);
      await allow.evaluate((button) => {
        for (const animation of button.getAnimations()) animation.finish();
      });
    }
    await expect(allow).toHaveCSS('pointer-events', 'auto');
    await person.allow();
    expect(await called).toContain('"login": "ada"');
  });
}

test('Allow pressed by a key too soon shows the page again, with the ticks as they were', async ({
  startProgram,
  person,
  context,
}) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read mcp:write');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Test program');
  // However slow this machine is, nobody has seen the page yet: it was only loaded ahead.
  await context.clearCookies({ name: /gatehouse_form/ });
  await person.page.route('**/interaction/*', (route, request) =>
    route.continue({ headers: { ...request.headers(), 'sec-purpose': 'prefetch' } }),
  );
  await person.page.reload();
  await person.page.unrouteAll();
  await person.scope('mcp:write').uncheck();
  await person.button('Allow').press('Enter');
  await expect(
    person.page.getByRole('status').filter({ hasText: 'nothing was allowed yet' }),
  ).toBeVisible();
  await expect(person.scope('mcp:write')).not.toBeChecked();
  await expect(person.scope('mcp:read')).toBeChecked();
  expect(program.remembered.tokens).toBeUndefined();
  await person.allow();
  await authorized;
  expect(program.remembered.tokens?.scope).toBe('mcp:read');
});
