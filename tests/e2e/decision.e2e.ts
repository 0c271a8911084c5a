import { expect, test } from './fixtures.ts';
import type { Person } from './person.ts';
import { serveSites } from './serve-sites.ts';

test('Enter in a checkbox denies', async ({ startProgram, person }) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read mcp:write');
  await person.signIn('GitHub', 'ada');
  await person.scope('mcp:write').press('Enter');
  await person.isBackInTheProgram();
  await expect(authorized).rejects.toThrow('access_denied');
});

/** At the consent page of a web site that registered itself. */
async function atStranger(person: Person, issuer: string, client_name: string, host: string) {
  const redirect_uri = `https://${host}/callback`;
  const response = await fetch(`${issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name,
      redirect_uris: [redirect_uri],
      token_endpoint_auth_method: 'none',
    }),
  });
  const { client_id } = (await response.json()) as { client_id: string };
  const request = {
    client_id,
    redirect_uri,
    response_type: 'code',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    scope: 'mcp:read openid',
  };
  await person.page.goto(`${issuer}/auth?${new URLSearchParams(request)}`);
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor(client_name.slice(0, 10));
}

test('a stranger is not allowed before the tick, and can be denied without it', async ({
  person,
  stack,
}) => {
  await serveSites(person.page);
  await atStranger(person, stack.issuer, 'Free Notes Export', 'notes-export.example');
  const tick = person.page.getByRole('checkbox', {
    name: 'I know notes-export.example and started this myself',
  });
  await person.reads();
  await person.allowButton.click();
  // The browser asks for it itself, and posts nothing.
  await expect(tick).toBeFocused();
  expect(await tick.evaluate((box: HTMLInputElement) => box.validity.valueMissing)).toBe(true);
  await expect(person.heading).toContainText('Free Notes Export');
  await person.button('Deny').click();
  await expect(person.heading).toHaveText('You denied it. Nothing was shared.');
  await person.page.getByRole('link', { name: 'Tell notes-export.example' }).click();
  await expect(person.heading).toHaveText('At notes-export.example');
  expect(new URL(person.page.url()).searchParams.get('error')).toBe('access_denied');
});

test('a long name and a long host leave the decision and the end of the host in sight', async ({
  person,
  stack,
}) => {
  await serveSites(person.page);
  const name = 'Verified domain claude.ai is the name that this app has chosen';
  const host = 'accounts.google.com.security-check.a-very-long-label.notes-bank.example';
  await atStranger(person, stack.issuer, name, host);
  await expect(person.heading).toContainText('“Verified domain claude.ai');
  for (const width of [320, 390, 1280]) {
    await person.page.setViewportSize({ width, height: 720 });
    await person.page.evaluate(() => scrollTo(0, 0));
    const end = person.page.locator('.thread .host-end').first();
    await expect(end).toHaveText('notes-bank.example');
    await expect(end).toBeInViewport({ ratio: 1 });
    // On one line: no part of it looks like the end of another host.
    const lines = await end.evaluate((part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    expect(lines).toBe(1);
    await expect(person.button('Deny')).toBeInViewport({ ratio: 1 });
    await expect(person.allowButton).toBeInViewport({ ratio: 1 });
    expect(await person.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});
