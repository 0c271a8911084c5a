/**
 * Clients with a document that the operator has given a copy of (`clients add --document URL --file COPY`):
 * how they are registered, by a command that opens the database itself, and how people see them. No host is
 * asked for any of it. Through a running server: cli-clients.test.ts. What they do then: real-clients.test.ts.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Client } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { formTo, headingOf, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { claude } from './real-clients/assistants.ts';
import { claudeCode } from './real-clients/terminals.ts';

interface Document {
  readonly [member: string]: unknown;
  readonly client_id: string;
}

interface Described {
  readonly kind: string;
  readonly client_name: string;
  readonly token_endpoint_auth_method: string;
  readonly disabled_at: string | null;
  readonly document?: { readonly pinned: boolean; readonly by_operator: boolean };
}

const { document: CLAUDE } = claude;
const { document: CLAUDE_CODE } = claudeCode;
const stack = inject('stack');
const gatehouse = Gatehouse.of(stack);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-documents-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function copyOf(document: object): Promise<string> {
  const file = join(folder, `${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(document));
  return file;
}

const command = async (document: Document) =>
  ['clients', 'add', '--document', document.client_id, '--file', await copyOf(document)] as const;

const pin = async (document: Document) => gatehouse.json<Described>(...(await command(document)));

/** A document that no other test changes. */
const own = (change: object = {}) => ({
  ...CLAUDE,
  client_id: `https://claude.ai/oauth/${randomUUID()}`,
  ...change,
});

describe('a client with a document, on the consent page', () => {
  const consentOf = async (document: { client_id: string }, redirect: string, person: Person) => {
    const client = new Client(stack.issuer, document.client_id, redirect);
    return { client, page: await person.open(client.authorizationUrl({ scope: 'notes:read' })) };
  };
  const allow = (person: Person, page: Page) =>
    person.browser.submit(formTo(page, '/consent')!, page, [['decision', 'allow']]);

  test('is shown with its host and that of its redirect, and no logo', async () => {
    const document = own({ logo_uri: 'https://claude.ai/logo.png' });
    await pin(document);
    const { page } = await consentOf(document, document.redirect_uris[0]!, new Person(stack));
    const text = textOf(page.html);
    expect(headingOf(page)).toContain('Claude wants to use');
    expect(text).toContain('Verified domain claude.ai');
    expect(text).toContain('Answer goes to https://claude.ai/');
    expect(page.html).not.toMatch(/<img|logo\.png/);
    expect(text).not.toContain('Known here');
  });

  test('has a caution where any program could be answered under a name that people know', async () => {
    await pin(CLAUDE_CODE);
    const at = 'http://127.0.0.1:61234/callback';
    const { page } = await consentOf(CLAUDE_CODE, at, new Person(stack));
    const text = textOf(page.html);
    expect(text).toContain('A program on this computer It says it is Claude Code from claude.ai .');
    expect(text).toContain('Names of local programs cannot be checked.');
    expect(text).toContain('Did you start this just now?');
    expect(text).toContain('Answer goes to http://127.0.0.1:61234');
  });

  test('that became another while the page was open: Allow does not count, and the page comes again', async () => {
    const document = own();
    const person = new Person(stack);
    await pin(document);
    const { page } = await consentOf(document, document.redirect_uris[0]!, person);
    await pin({ ...document, client_name: 'Clyde' });
    const again = await allow(person, page);
    expect(again.isOutside).toBe(false);
    expect(headingOf(again)).toContain('Clyde wants to use');
    expect(textOf(again.html)).toContain('The app has changed while this page was open');
    const client = new Client(stack.issuer, document.client_id, document.redirect_uris[0]!);
    const end = await allow(person, again);
    expect(end.url.searchParams.has('code')).toBe(true);

    // And one that lost the redirect meanwhile is sent nothing.
    const next = await person.open(client.authorizationUrl({ prompt: 'consent' }));
    await pin({ ...document, client_name: 'Clyde', redirect_uris: ['https://claude.ai/other'] });
    const stopped = await allow(person, next);
    expect([stopped.isOutside, stopped.status]).toEqual([false, 400]);
  });

  test('that changed since it was allowed asks again, and says why', async () => {
    const document = own();
    const person = new Person(stack);
    await pin(document);
    const { client, page } = await consentOf(document, document.redirect_uris[0]!, person);
    expect((await person.decide(page)).url.searchParams.has('code')).toBe(true);
    const url = client.authorizationUrl({ scope: 'notes:read' });
    const silent = () => person.browser.open(url, { 'sec-fetch-site': 'none' });
    expect((await silent()).url.searchParams.has('code')).toBe(true);
    await pin({ ...document, client_name: 'Clyde' });
    const asked = await silent();
    expect(textOf(asked.html)).toContain(
      'This app has changed its name, or how it proves who it is',
    );
    expect(textOf(asked.html)).not.toContain('allowed before');
  });

  test('is a stranger as to errors, although the operator named it', async () => {
    const document = own();
    await pin(document);
    const client = new Client(stack.issuer, document.client_id, document.redirect_uris[0]!);
    const held = await new Person(stack).browser.open(
      client.authorizationUrl({ code_challenge_method: 'plain' }),
    );
    expect([held.isOutside, held.status]).toEqual([false, 400]);
    expect(textOf(held.html)).toContain('A page at claude.ai describes this app');
  });
});

describe('gatehouse clients, of those with a document', () => {
  test('lists them by their kind, disables, enables and removes them', async () => {
    const document = own();
    await pin(document);
    const { client_id: id } = document;
    const { stdout } = await gatehouse.run('clients', 'list', '--kind', 'document', '--search', id);
    expect(stdout).toMatch(new RegExp(`^${id}  document  registered .*Claude  pinned$`, 'm'));
    const shown = await gatehouse.run('clients', 'show', id);
    expect(shown.stdout).toMatch(/^registered by: +the operator, by its document$/m);
    expect(shown.stdout).toMatch(/^document: +a copy, never fetched$/m);
    for (const kind of ['dynamic', 'operator']) {
      const others = await gatehouse.run('clients', 'list', '--kind', kind, '--search', id);
      expect(others.stdout).toContain('no such clients');
    }

    await gatehouse.json('clients', 'disable', id);
    // A new copy replaces the old one and lets nobody in again.
    expect((await pin({ ...document, client_name: 'Clyde' })).disabled_at).not.toBeNull();
    const client = new Client(stack.issuer, id, document.redirect_uris[0]!);
    const open = () => new Person(stack).browser.open(client.authorizationUrl());
    expect((await open()).status).toBe(400);
    await gatehouse.json('clients', 'enable', id);
    expect(headingOf(await open())).toMatch(/^Sign in to /);

    const removed = await gatehouse.run('clients', 'remove', id);
    expect(removed.stdout).toContain(`Removed ${id}`);
    expect((await gatehouse.run('clients', 'show', id)).exitCode).toBe(1);
  });

  test('says what is wrong with an address, and with a copy, and registers nothing', async () => {
    const document = own();
    const { client_id: id } = document;
    for (const [args, message] of [
      [['--document', id.replace('claude.ai', 'CLAUDE.ai')], 'is no address of a document'],
      [
        (await command({ ...document, client_id: id, client_secret: 's' })).slice(2),
        'must not be published',
      ],
      [['--document', id, '--file', await copyOf(CLAUDE_CODE)], 'client_id is not the address'],
    ] as const) {
      const { exitCode, stdout, stderr } = await gatehouse.run('clients', 'add', ...args);
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toContain(message);
    }
    expect((await gatehouse.run('clients', 'show', id)).exitCode).toBe(1);
  });
});
