import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gatehouse } from '../behaviour/actors/gatehouse.ts';
import type { Stack } from '../harness/stack.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';
import { serveSites } from './serve-sites.ts';

const SITE = 'https://notes.example/oauth/callback';
const ELSEWHERE = 'https://relay.example/callback';
const LOOPBACK = 'http://127.0.0.1:41233/callback';

const DOCUMENT = {
  client_id: 'https://notes.example/oauth/client.json',
  client_name: 'Notes of Notes',
  client_uri: 'https://notes.example/',
  logo_uri: 'https://notes.example/logo.png',
  redirect_uris: [SITE, ELSEWHERE, LOOPBACK],
  token_endpoint_auth_method: 'none',
};

/** The operator gives the server a copy of a document. */
async function pin(stack: Stack, document: typeof DOCUMENT): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-document-'));
  const file = join(folder, 'copy.json');
  await writeFile(file, JSON.stringify(document));
  await Gatehouse.of(stack).json(
    'clients',
    'add',
    '--document',
    document.client_id,
    '--file',
    file,
  );
  await rm(folder, { recursive: true });
}

const request = (stack: Stack, redirect_uri: string) =>
  `${stack.issuer}/auth?${new URLSearchParams({
    client_id: DOCUMENT.client_id,
    redirect_uri,
    response_type: 'code',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  })}`;

test('a client with a document is shown by its host and where its answer goes, and asks again once it changed', async ({
  person,
  stack,
}, testInfo) => {
  await pin(stack, DOCUMENT);
  const seen = await serveSites(person.page);
  const main = person.page.getByRole('main');
  const shoot = async (name: string) => {
    await person.page.setViewportSize({ width: 1280, height: 900 });
    await person.page.emulateMedia({ colorScheme: 'light' });
    await testInfo.attach(name, {
      body: await person.page.screenshot({ fullPage: true }),
      contentType: 'image/png',
    });
  };

  await person.page.goto(request(stack, SITE));
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Notes of Notes');
  await expect(main).toContainText(/Verified domain\s*notes\.example/);
  await expect(person.page.locator('img')).toHaveCount(0);
  await shoot('of its own site');
  await expectAccessible(person.page);

  await person.page.goto(request(stack, ELSEWHERE));
  await expect(main).toContainText('Do you know relay.example?');
  await expect(main).toContainText('Described at another site, notes.example');
  await shoot('answered elsewhere');
  await expectAccessible(person.page);

  await person.page.goto(request(stack, LOOPBACK));
  await expect(main).toContainText('It says it is Notes of Notes from notes.example.');
  await shoot('on this computer');
  await expectAccessible(person.page);

  // A page that is open while the document becomes another.
  await person.page.goto(request(stack, SITE));
  await pin(stack, { ...DOCUMENT, client_name: 'Notes Two' });
  await person.reads();
  await person.allow();
  await person.seesConsentFor('Notes Two');
  await expect(person.page.getByRole('status')).toContainText('Allow did not count');
  await shoot('changed meanwhile');
  await expectAccessible(person.page);
  await person.reads();
  await person.allow();
  await expect(person.heading).toHaveText('At notes.example');

  // Silent, until it has changed once more.
  await person.page.goto(request(stack, SITE));
  await expect(person.heading).toHaveText('At notes.example');
  await pin(stack, { ...DOCUMENT, client_name: 'Notes Three' });
  await person.page.goto(request(stack, SITE));
  await person.seesConsentFor('Notes Three');
  await expect(main).toContainText('This app has changed its name');
  await shoot('changed since');
  await expectAccessible(person.page);

  // Nobody has looked at the document, its logo or its home page.
  const { client_id, client_uri, logo_uri } = DOCUMENT;
  expect(seen).toContainEqual(expect.stringContaining(SITE));
  for (const url of [client_id, client_uri, logo_uri]) expect(seen).not.toContain(url);
});
