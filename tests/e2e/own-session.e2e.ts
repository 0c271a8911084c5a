/** Signing in and out at `/`, outside of any request of an app. */
import type { Cookie } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { tabTo } from './keyboard.ts';
import type { Person } from './person.ts';
import { expect, test } from './scene.ts';

test('a visitor signs in at the home page, an app then need not ask, and signing out ends it', async ({
  person,
  startProgram,
  stack,
}) => {
  const { page } = person;
  await page.goto(stack.issuer);
  await expect(person.button('Continue with Google')).toBeVisible();
  await expect(person.button('Sign out')).toHaveCount(0);
  await expectAccessible(page);

  await tabTo(page, person.button('Continue with GitHub'));
  await page.keyboard.press('Enter');
  await person.chooseAccount('ada');
  await page.waitForURL(`${stack.issuer}/`);
  await expect(page.getByText('Signed in with GitHub')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signed in with GitHub' })).toContainText(
    'Ada Lovelace',
  );
  await expectAccessible(page);

  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await person.seesConsentFor('Notes');
  await person.allow();
  await person.isBackInTheProgram();
  expect(await called).toContain('ada');

  await page.goto(stack.issuer);
  await tabTo(page, person.button('Sign out'));
  await page.keyboard.press('Enter');
  await expect(person.button('Continue with GitHub')).toBeVisible();
  await expect(page.getByText('Signed in with')).toHaveCount(0);
  // What the app was given goes on; it would have to ask who it is.
  expect(await program.callTool('whoami')).toContain('ada');
  const other = await startProgram({ name: 'Other' });
  void other.callTool('whoami');
  await expect(person.heading).toHaveText(/^Sign in to /);
});

/** What a neighbour can set of it: as it is, and without the prefix. */
const tossable = (cookies: readonly Cookie[]) =>
  cookies.flatMap((cookie) => [cookie, { ...cookie, name: cookie.name.replace('__Host-', '') }]);

async function cookiesOf({ page }: Person, issuer: string): Promise<readonly Cookie[]> {
  const all = await page.context().cookies();
  const host = new URL(issuer).hostname;
  return tossable(all.filter(({ domain }) => domain === host));
}

/** Waits until the page says so; it names people whom one may be, too, and so does the provider's. */
async function isSignedIn({ page }: Person, name: string): Promise<void> {
  await expect(page.getByRole('region', { name: /^Signed in/ })).toContainText(name);
}

async function isAt(person: Person, issuer: string, name: string | undefined): Promise<void> {
  await person.page.goto(issuer);
  // A planted cookie may say that it was used last, and nothing else.
  const way = /^Continue with GitHub( Last used)?$/;
  if (name === undefined) await expect(person.button(way)).toBeVisible();
  else await isSignedIn(person, name);
}

for (const scheme of ['http', 'https'] as const) {
  test.describe(`over ${scheme}`, () => {
    test.use({ scheme });

    test('what a neighbour plants before, meanwhile and afterwards makes nobody somebody else', async ({
      scene: { on, attacker, victim },
    }) => {
      const steps: string[] = [];
      victim.page.on('request', (request) => {
        if (/\/callback\/|\/done$/.test(request.url())) steps.push(request.url());
      });

      await test.step('all that the attacker has, before the victim signs in', async () => {
        await attacker.page.goto(on.issuer);
        await attacker.continueWith('GitHub');
        await attacker.page.waitForURL(`${on.githubUrl}/**`);
        const planted = await cookiesOf(attacker, on.issuer);
        expect(planted.length).toBeGreaterThan(1);
        await victim.page.goto(on.tosses(planted, `${on.issuer}/`));
        await victim.signIn('GitHub', 'ada');
        await isSignedIn(victim, 'Ada Lovelace');
        expect(steps).toHaveLength(2);
        for (const step of steps) await attacker.page.goto(step);
        await isAt(attacker, on.issuer, undefined);
      });

      await test.step('a form that the neighbour posts', async () => {
        const csrf = await attacker.page.locator('input[name="csrf"]').first().inputValue();
        const neighbour = new URL('/page', on.overflows()).href;
        await victim.page.goto(neighbour);
        await victim.page.setContent(`<form method="post" action="${on.issuer}/sign-out">
          <input type="hidden" name="csrf" value="${csrf}" /><button>Go</button></form>`);
        await victim.button('Go').click();
        await expect(victim.heading).toHaveText('That did not come from this page');
        await isAt(victim, on.issuer, 'Ada Lovelace');
      });

      await test.step('the attacker’s session, while the victim is at the provider', async () => {
        await attacker.signIn('GitHub', 'alan');
        await isSignedIn(attacker, 'Alan Turing');
        await victim.button('Sign out').click();
        await victim.continueWith('GitHub');
        await victim.page.waitForURL(`${on.githubUrl}/**`);
        const planted = (await cookiesOf(attacker, on.issuer)).filter(({ name }) =>
          name.includes('gatehouse_session'),
        );
        await victim.page.goto(on.tosses(planted, victim.page.url()));
        await victim.chooseAccount('ada');
        await isSignedIn(victim, 'Ada Lovelace');
        // Over https nothing was planted.
        await isAt(attacker, on.issuer, scheme === 'http' ? undefined : 'Alan Turing');
      });
    });
  });
}

test.describe('over https', () => {
  test.use({ scheme: 'https' });

  test('nobody is made the attacker by planted cookies and a link', async ({
    scene: { on, attacker, victim },
  }) => {
    await attacker.page.goto(on.issuer);
    await attacker.continueWith('GitHub');
    await attacker.page.waitForURL(`${on.githubUrl}/**`);
    const planted = await cookiesOf(attacker, on.issuer);
    // The attacker keeps the callback from its own browser.
    await attacker.page.context().clearCookies({ name: /gatehouse_browser/ });
    await attacker.chooseAccount('alan');
    await expect(attacker.heading).toHaveText('This sign-in was not begun here');
    await victim.page.goto(on.tosses(planted, attacker.page.url()));
    await expect(victim.heading).toHaveText('This sign-in was not begun here');
    await isAt(victim, on.issuer, undefined);
  });
});
