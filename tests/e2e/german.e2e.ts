/** Signing in and connecting, in a browser that is set to German, as its owner reads it. */
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test.use({ locale: 'de-DE' });

test('a person signs in and connects a program, all in German', async ({
  startProgram,
  person,
  stack,
}) => {
  const { page } = person;
  const isInGerman = async (heading: string | RegExp) => {
    await expect(person.heading).toHaveText(heading);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expectAccessible(page);
  };
  const program = await startProgram({ name: 'Notizen' });
  const called = program.callTool('whoami');
  await isInGerman(/^Anmelden, um Notizen mit .+ zu verbinden$/);

  await page.route(`${stack.githubUrl}/**`, (route) => route.fulfill({ status: 204 }));
  await person.button('Weiter mit GitHub').click();
  await isInGerman('Weiter zu GitHub');
  await page.unroute(`${stack.githubUrl}/**`);
  await page.getByRole('link', { name: 'Weiter zu ' }).click();
  await person.chooseAccount('ada');

  await isInGerman(/^Notizen möchte .+ nutzen$/);
  await page.getByText('Technische Einzelheiten').click();
  await expect(page.getByText('Client-ID')).toBeVisible();
  await expectAccessible(page);

  await page.route(`${stack.issuer}/auth/*`, (route) => route.fulfill({ status: 204 }));
  const allow = person.button(/^Zugriff auf .+ erlauben$/);
  await allow.hover({ force: true });
  await person.takesAMoment();
  await allow.click();
  await isInGerman('Verbunden. Sie können diesen Tab schließen.');
  await page.unroute(`${stack.issuer}/auth/*`);
  await page.getByRole('link', { name: 'Zurück zum Programm' }).click();
  await person.isBackInTheProgram();
  expect(await called).toContain('"login": "ada"');
});
