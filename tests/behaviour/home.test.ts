/** The page at `/` in development: how clients are connected, and who one may be. */
import { githubPeople, googlePeople } from '@gatehouse/emulators';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { formTo, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

const stack = inject('stack');
let person: Person;
let home: Page;
beforeEach(async () => {
  person = new Person(stack);
  home = await person.browser.open(stack.issuer);
});

/** What is to be copied. */
function linesOf({ html }: Page): string[] {
  const lines = [...html.matchAll(/<code class="copy">([^<]*)<\/code>/g)];
  return lines.map(([, line = '']) => line.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

/** Whom one may be by one press, as the form says it. */
function peopleOn({ html }: Page): string[] {
  return [...html.matchAll(/name="person" value="([^"]*)"/g)].map(([, value = '']) => value);
}

test('has lines for five clients and the address, of every server', () => {
  const lines = linesOf(home);
  for (const { resource } of JSON.parse(RESOURCES) as { resource: string }[]) {
    const about = lines.filter((line) => line.includes(resource));
    expect(about.map((line) => line.split(' ')[0])).toEqual([
      'claude',
      'code',
      expect.stringMatching(/^\{"mcpServers"/),
      'codex',
      'npx',
      resource,
    ]);
  }
});

test('has the callbacks of all kinds of providers while none is configured, with their variables', () => {
  for (const id of ['github', 'google', 'oidc']) {
    expect(linesOf(home)).toContain(`${stack.issuer}/callback/${id}`);
    expect(textOf(home.html)).toContain(`${id.toUpperCase()}_CLIENT_SECRET`);
  }
});

describe('who one may be', () => {
  test('is who the emulators offer, in their order', () => {
    const google = googlePeople.map(({ email }) => email);
    expect(peopleOn(home)).toEqual([
      ...githubPeople.map(({ login }) => `github ${login}`),
      ...google.map((email) => `google ${email}`),
      ...google.map((email) => `oidc ${email}`),
    ]);
  });

  test.each([
    ['github grace', 'GitHub', 'Grace Hopper'],
    ['google margaret@example.org', 'Google', 'Margaret Hamilton'],
  ])('is %s after one press', async (value, provider, name) => {
    const form = formTo(home, '/sign-in/home')!;
    const page = await person.browser.submit(form, home, [['person', value]]);
    expect([page.status, page.url.href]).toEqual([200, `${stack.issuer}/`]);
    expect(textOf(page.html)).toMatch(new RegExp(`Signed in with ${provider}.*${name}`));
    expect(peopleOn(page)).toEqual([]);
  });

  test('is asked by the provider’s own page where its button is pressed', async () => {
    const form = formTo(home, '/sign-in/home')!;
    const there = await person.browser.submit(form, home, [['provider', 'github']]);
    expect(textOf(there.html)).toContain('Development: GitHub is played by this computer.');
    const page = await person.chooseAccount(there, 'alan');
    expect(textOf(page.html)).toMatch(/Signed in with GitHub.*Alan Turing/);
  });

  test('is nobody whom the provider does not offer', async () => {
    const form = formTo(home, '/sign-in/home')!;
    const there = await person.browser.submit(form, home, [['person', 'github admin']]);
    expect(textOf(there.html)).toContain('Choose who to be');
    expect(textOf(there.html)).not.toMatch(/admin/i);
  });
});
