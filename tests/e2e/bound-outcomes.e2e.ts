/**
 * What a person did belongs to the browser that resumes it, whatever cookies a neighbour has planted.
 * The attacker has a browser of its own; the victim's gets cookies by visiting the attacker's page.
 */
import type { Cookie } from '@playwright/test';
import { Person } from './person.ts';
import { expect, type Scene, test } from './scene.ts';

const OUT_OF_DATE = 'This page is out of date';

/** The address that resumes the request whose page is at `address`. */
const resumeOf = (address: string) => address.replace(/\/interaction\/([^/]+).*/, '/auth/$1');

async function cookiesOf({ page }: Person, address: string, kind: string): Promise<Cookie[]> {
  const all = await page.context().cookies([address, resumeOf(address)]);
  return all.filter(({ name }) => name.includes(`gatehouse_${kind}`));
}

/** Begins a request. @returns the address of the login page */
async function begins(person: Person, request: string): Promise<string> {
  await person.page.goto(request);
  await expect(person.heading).toHaveText(/^Sign in to /);
  return person.page.url();
}

/** Who is signed in, by what a request without a page says. */
async function isSignedIn({ page }: Person, { request }: Scene): Promise<boolean> {
  await page.goto(request({ prompt: 'none' }));
  return new URL(page.url()).searchParams.get('error') !== 'login_required';
}

async function expectStartAgain({ page, heading }: Person, address: string): Promise<void> {
  const response = await page.goto(address);
  expect(response?.status()).toBe(400);
  await expect(heading).toHaveText(OUT_OF_DATE);
  await expect(page.getByText('Start again from your app.')).toBeVisible();
}

/** Lets the attacker do something, and keeps what would resume it from the attacker's own browser. */
async function withholdsResumption(
  { page }: Person,
  address: string,
  act: () => Promise<void>,
): Promise<Cookie[]> {
  const context = page.context();
  const kept = (await context.cookies(resumeOf(address))).filter(({ name }) =>
    name.includes('gatehouse_resume'),
  );
  await context.clearCookies({ name: /gatehouse_resume/ });
  await act();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(OUT_OF_DATE);
  return kept;
}

for (const scheme of ['http', 'https'] as const) {
  test.describe(`over ${scheme}`, () => {
    test.use({ scheme });

    for (const before of [false, true]) {
      const victimWho = before ? 'is signed in already' : 'is signed out';

      test(`a victim who ${victimWho} and signs in at the attacker’s request signs nobody else in`, async ({
        scene,
      }) => {
        const { on, attacker, victim, request } = scene;
        if (before) {
          await begins(victim, request());
          await victim.signIn('GitHub', 'grace');
          await victim.seesConsentFor('wants to use');
        }
        const login = await begins(attacker, request({ prompt: 'login' }));
        const planted = await cookiesOf(attacker, login, 'interaction');
        expect(planted.length).toBeGreaterThan(0);
        await victim.page.goto(on.tosses(planted, login));
        await expect(victim.heading).toHaveText(/^Sign in to /);
        await victim.signIn('GitHub', 'ada');
        await expect(victim.heading).toHaveText(OUT_OF_DATE);

        await expectStartAgain(attacker, resumeOf(login));
        expect(await isSignedIn(attacker, scene)).toBe(false);
        expect(await isSignedIn(victim, scene)).toBe(before);
      });

      test(`a victim who ${victimWho} is not made the attacker by a planted cookie`, async ({
        scene,
      }) => {
        const { on, attacker, victim, request } = scene;
        if (before) {
          await begins(victim, request());
          await victim.signIn('GitHub', 'grace');
          await victim.seesConsentFor('wants to use');
        }
        const login = await begins(attacker, request());
        const planted = await withholdsResumption(attacker, login, () =>
          attacker.signIn('GitHub', 'alan'),
        );
        await victim.page.goto(on.tosses(planted, resumeOf(login)));
        await expect(victim.heading).toHaveText(OUT_OF_DATE);
        expect(await isSignedIn(victim, scene)).toBe(before);
        if (before) {
          await victim.page.goto(request());
          await expect(victim.page.getByText('Grace Hopper')).toBeVisible();
        }
        // Nothing was consumed.
        await attacker.page.context().addCookies(planted);
        await attacker.page.goto(resumeOf(login));
        await expect(attacker.page.getByText('Alan Turing')).toBeVisible();
      });
    }

    test('a jar that was made to overflow ends in “start again”, for both', async ({ scene }) => {
      const { on, attacker, victim, request } = scene;
      await begins(victim, request());
      await victim.signIn('GitHub', 'grace');
      await victim.seesConsentFor('wants to use');
      const login = await begins(attacker, request({ prompt: 'login' }));
      const planted = await cookiesOf(attacker, login, 'interaction');
      await victim.page.goto(on.tosses(planted, login));
      await victim.continueWith('GitHub');
      await victim.page.waitForURL(`${on.githubUrl}/**`);
      const upstream = victim.page.url();

      await victim.page.goto(on.overflows());
      const left = await victim.page.context().cookies(on.issuer);
      expect(left.filter(({ name }) => name.includes('gatehouse_session'))).toEqual([]);
      await victim.page.goto(on.tosses(planted, upstream));
      await victim.chooseAccount('ada');
      await expect(victim.heading).toHaveText('This sign-in was not begun here');
      // Nothing came of it, so whoever resumes the request is asked who they are.
      await attacker.page.goto(resumeOf(login));
      await expect(attacker.heading).toHaveText(/^Sign in to /);
      expect(await isSignedIn(attacker, scene)).toBe(false);

      const mine = await begins(attacker, request());
      const resume = await withholdsResumption(attacker, mine, () =>
        attacker.signIn('GitHub', 'alan'),
      );
      await victim.page.goto(on.tosses(resume, resumeOf(mine)));
      await expect(victim.heading).toHaveText(OUT_OF_DATE);
      expect(await isSignedIn(victim, scene)).toBe(false);
    });

    for (const decision of ['Allow', 'Deny'] as const) {
      test(`a decision to ${decision.toLowerCase()} is answered in the browser that made it alone`, async ({
        scene,
      }) => {
        const { on, attacker, victim, request } = scene;
        await begins(attacker, request());
        await attacker.signIn('GitHub', 'alan');
        await attacker.seesConsentFor('wants to use');
        const consent = attacker.page.url();
        const planted = await withholdsResumption(attacker, consent, async () => {
          if (decision === 'Allow') await attacker.reads();
          await (decision === 'Allow' ? attacker.allowButton : attacker.button('Deny')).click();
        });
        await victim.page.goto(on.tosses(planted, resumeOf(consent)));
        await expect(victim.heading).toHaveText(OUT_OF_DATE);
        expect(await isSignedIn(victim, scene)).toBe(false);
        await attacker.page.context().addCookies(planted);
        await attacker.page.goto(resumeOf(consent));
        // A program on this computer is told of a no as well.
        await expect(attacker.heading).toHaveText('Back in the program');
      });
    }

    test('two tabs sign in two people, and both go on; no page of the library shows', async ({
      scene,
    }) => {
      const { victim, request } = scene;
      const other = new Person(await victim.page.context().newPage());
      await begins(victim, request());
      await begins(other, request());
      await victim.continueWith('GitHub');
      await other.continueWith('GitHub');
      await other.chooseAccount('grace');
      await expect(other.page.getByText('Grace Hopper')).toBeVisible();
      await victim.chooseAccount('ada');
      await expect(victim.page.getByText('Ada Lovelace')).toBeVisible();
      await victim.allow();
      await victim.isBackInTheProgram();
      // Its page was about somebody who is not signed in here any more.
      await other.allow();
      await expect(other.heading).toHaveText(OUT_OF_DATE);
    });

    test('a lost cookie ends in “start again”, and starting again works', async ({ scene }) => {
      const { victim, request } = scene;
      await begins(victim, request());
      await victim.signIn('GitHub', 'ada');
      await victim.seesConsentFor('wants to use');
      const consent = victim.page.url();
      const kept = await withholdsResumption(victim, consent, async () => {
        await victim.reads();
        await victim.button('Allow').click();
      });
      await victim.page.context().clearCookies({ name: /gatehouse_browser/ });
      await victim.page.context().addCookies(kept);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expectStartAgain(victim, resumeOf(consent));
      }
      await victim.page.goto(request());
      await victim.allow();
      await victim.isBackInTheProgram();
    });
  });
}
