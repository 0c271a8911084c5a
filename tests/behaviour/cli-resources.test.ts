import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { formTo, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { NOTES, RESOURCES } from './actors/resources.ts';

const OWN = 'https://own.example/mcp';

let stack: Stack;
let gatehouse: Gatehouse;
beforeAll(async () => {
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({ dataTemplate, withMcp: false, auth: { RESOURCES } });
  gatehouse = Gatehouse.of(stack);
});
afterAll(() => stack?.stop());

describe('gatehouse resources', () => {
  const names = async () => {
    const { resources } = await gatehouse.json<{
      resources: { resource: string; source: string }[];
    }>('resources', 'list');
    return resources.map(({ resource, source }) => `${source} ${resource}`);
  };

  test('adds one that survives a restart, and that people and programs get tokens for', async () => {
    const scopes = ['--view', 'own:read=Read what is yours', '--change', 'own:all=Do anything'];
    await gatehouse.json('resources', 'add', OWN, '--name', 'Own', '--offline', ...scopes);
    await stack.auth.stop();
    await stack.auth.start();
    expect(await names()).toEqual([
      `environment ${NOTES}`,
      'environment https://ledger.example/mcp',
      `operator ${OWN}`,
    ]);
    const client = await Client.register(stack.issuer);
    const tokens = await client.obtainTokens(new Person(stack), { resource: OWN });
    expect(tokens.scope).toBe('own:all own:read');
  });

  test.each([
    ['with another spelling of one that is there', [`${OWN}/`], 'is there already'],
    ['that is no URL', ['own'], 'is not'],
    ['whose scope has no description', ['https://b.example', '--scope', 'read'], 'no description'],
    ['that redefines openid', ['https://b.example', '--scope', 'openid=x'], 'OpenID'],
    ['with two kinds', ['https://b.example', '--view', 'a', '--change', 'a'], 'different things'],
    ['of a scope that nobody named', ['https://b.example', '--required', 'a'], 'no scope "a"'],
  ])('refuses one %s', async (_what, args, words) => {
    const { exitCode, stdout, stderr } = await gatehouse.run(
      'resources',
      'add',
      ...args,
      '--offline',
    );
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
  });

  describe('an MCP server that says of itself what it is', () => {
    let said: object | undefined;
    const notes = createServer((request, response) => {
      const isAsked = request.url === '/.well-known/oauth-protected-resource/mcp';
      response.writeHead(said && isAsked ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(said));
    });
    let url: string;
    beforeAll(async () => {
      notes.listen(0, 'localhost');
      await once(notes, 'listening');
      url = `http://localhost:${(notes.address() as AddressInfo).port}/mcp`;
    });
    afterAll(() => notes.close());

    /** The scopes on the consent page that can be left out, and whether they come ticked. */
    async function ticks(redirectUri: string) {
      const client = await Client.register(stack.issuer, { redirect_uris: [redirectUri] });
      const page = await new Person(stack).open(client.authorizationUrl({ resource: url }));
      return Object.fromEntries(formTo(page, '/consent')?.checkboxes ?? []);
    }

    test('is not added unread, unless the operator says what it is', async () => {
      const { exitCode, stdout, stderr } = await gatehouse.run('resources', 'add', url);
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toContain('/.well-known/oauth-protected-resource/mcp');
      expect(stderr).toContain('its host answers 404');
      expect(stderr).toContain('--offline');
      const added = await gatehouse.run('resources', 'add', url, '--view', 'a:read=Read');
      expect(added.exitCode).toBe(0);
      expect(added.stderr).toMatch(/^Added as you say: [^\n]+ 404, and not 200\.\n$/);
      await gatehouse.run('resources', 'remove', url);
    });

    test('is not added as another than it says that it is', async () => {
      said = { resource: 'https://evil.example/mcp' };
      const { exitCode, stderr } = await gatehouse.run('resources', 'add', url, '--view', 'a');
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`You named "${url}"`);
      expect(stderr).toContain('"https://evil.example/mcp"');
    });

    test('gives names, and the operator says what they mean, now or later', async () => {
      const scopes = ['own:read', 'own:write', 'own:erase'];
      said = { resource: url, resource_name: 'Own notes', scopes_supported: scopes };
      const read = ['--view', 'own:read=Read what is yours', '--required', 'own:read'];
      const { exitCode, stdout } = await gatehouse.run('resources', 'add', url, ...read);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^name: +Own notes$/m);
      expect(stdout).toMatch(/^scope: +own:read \(view, required\): Read what is yours$/m);
      expect(stdout).toMatch(/^scope: +own:write \(no kind, comes unticked\): own:write$/m);
      expect(stdout).toContain('People cannot tell yet what they do: own:erase, own:write.');
      expect(stdout).toContain(`: gatehouse resources set ${url} --view 'own:erase=…'`);
      expect(await ticks('http://127.0.0.1:41233/callback')).toEqual({
        'own:write': false,
        'own:erase': false,
      });

      const later = ['--change', 'own:write=Write', '--irreversible', 'own:erase=Erase'];
      const detail = ['--detail', 'own:erase=All of it'];
      await gatehouse.json('resources', 'set', url, ...later, ...detail);
      const shown = await gatehouse.json<{ scopes: object }>('resources', 'show', `${url}/`);
      expect(shown.scopes).toEqual({
        'own:read': { description: 'Read what is yours', kind: 'view', required: true },
        'own:write': { description: 'Write', kind: 'change' },
        'own:erase': { description: 'Erase', detail: 'All of it', kind: 'irreversible' },
      });
    });

    test('has nothing allowed by Allow where nothing is ticked: the page says so', async () => {
      const client = await Client.register(stack.issuer);
      const person = new Person(stack);
      const asked = client.authorizationUrl({ resource: url, scope: 'own:erase' });
      const again = await person.decide(await person.open(asked));
      expect(textOf(again.html)).toContain('Allow did not count, because nothing is ticked.');
      const end = await person.decide(again, { tick: ['own:erase'] });
      expect(end.url.searchParams.has('code')).toBe(true);
    });

    test('has its harmless changes ticked for a program on this computer, and for no stranger’s site', async () => {
      expect(await ticks('http://127.0.0.1:41233/callback')).toEqual({
        'own:write': true,
        'own:erase': false,
      });
      expect(await ticks('https://client.example/callback')).toMatchObject({
        'own:write': false,
        'own:erase': false,
      });
    });

    test('gets what is required with the rest, and not what a forged form asks for', async () => {
      const client = await Client.register(stack.issuer);
      const parameters = { resource: url, scope: 'own:read own:write' };
      const page = await new Person(stack).open(client.authorizationUrl(parameters));
      expect(formTo(page, '/consent')?.checkboxes.has('own:read')).toBe(false);
      const tokens = await client.obtainTokens(new Person(stack), parameters, {
        untick: ['own:read', 'own:write'],
        forge: ['own:erase'],
      });
      expect(tokens.scope).toBe('own:read');
      await gatehouse.run('resources', 'remove', url);
    });
  });

  describe('a page that is open while the operator says something else of what it is about', () => {
    const scopes = ['--view', 'own:read=Read what is yours', '--view', 'own:all=See it all'];
    const parameters = { resource: OWN, scope: 'own:read own:all' };
    const BECOMES = {
      required: ['--required', 'own:all'],
      'what cannot be undone': ['--irreversible', 'own:all'],
      'other words': ['--view', 'own:all=Delete it all'],
    } as const;

    test.each(Object.entries(BECOMES))(
      'allows nothing of it: a scope that became %s',
      async (_what, change) => {
        await gatehouse.json('resources', 'set', OWN, ...scopes, '--optional', 'own:all');
        const client = await Client.register(stack.issuer);
        const person = new Person(stack);
        const page = await person.open(client.authorizationUrl(parameters));
        await gatehouse.json('resources', 'set', OWN, ...change);
        const again = await person.decide(page, { untick: ['own:all'] });
        expect(again.isOutside).toBe(false);
        expect(textOf(again.html)).toContain('is described otherwise now');
        const end = await person.decide(again, { untick: ['own:all'] });
        expect(end.url.searchParams.has('code')).toBe(true);
      },
    );
  });

  test('removes what a command has added, and says what to do about the others', async () => {
    expect((await gatehouse.run('resources', 'remove', OWN)).exitCode).toBe(0);
    const { exitCode, stderr } = await gatehouse.run('resources', 'remove', NOTES);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Take it out of RESOURCES');
    expect(await names()).toEqual([
      `environment ${NOTES}`,
      'environment https://ledger.example/mcp',
    ]);
  });
});
