import { expect, test } from './fixtures.ts';
import { tabTo } from './keyboard.ts';

for (const [width, height] of [
  [390, 640],
  [1280, 720],
] as const) {
  test(`a person signs in and connects a program by the keyboard alone (${width}×${height})`, async ({
    startProgram,
    person,
  }) => {
    const { page } = person;
    await page.setViewportSize({ width, height });
    const program = await startProgram();
    const authorized = program.authorize('mcp:read mcp:write');
    await expect(person.heading).toHaveText(/^Sign in to /);
    await tabTo(page, person.button('Continue with GitHub'));
    await page.keyboard.press('Enter');
    await expect(person.heading).toHaveText('Choose who to be');
    await tabTo(page, person.account('ada'));
    await page.keyboard.press('Enter');

    await person.seesConsentFor('Test program');
    const box = person.scope('mcp:write');
    const before = await box.isChecked();
    await tabTo(page, box);
    await page.keyboard.press('Space');
    await expect(box).toBeChecked({ checked: !before });
    const details = page.locator('summary', { hasText: 'Technical details' });
    await tabTo(page, details);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Client ID')).toBeVisible();
    await tabTo(page, person.allowButton);
    await person.takesAMoment();
    await page.keyboard.press('Enter');
    await person.isBackInTheProgram();
    await authorized;
    const scopes = program.remembered.tokens?.scope?.split(' ');
    expect(scopes).toContain('mcp:read');
    expect(scopes?.includes('mcp:write')).toBe(!before);
  });
}
