import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import type { Client } from './client.ts';
import type { Surroundings } from './surroundings/surroundings.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';

interface Credentials {
  readonly entries: Readonly<Record<string, { readonly tokens?: { expires_at?: number } }>>;
}

/** @param more options of its entry in the configuration */
async function mcporter(
  surroundings: Surroundings,
  name: string,
  more: readonly string[],
): Promise<Client> {
  const shell = surroundings.terminal({ MCPORTER_OAUTH_TIMEOUT_MS: '20000' });
  const run = async (...args: string[]) => (await shell.run(program('mcporter'), args)).output;
  const file = join(surroundings.home, '.mcporter', 'credentials.json');
  await run('config', 'add', name, surroundings.stack.mcpUrl, '--auth', 'oauth', ...more);
  return {
    // Without the option it is content with the tokens that it has.
    signIn: () => run('auth', name, '--reset'),
    listTools: async () => {
      const output = await run('list', name, '--json');
      const { tools } = JSON.parse(output.slice(output.indexOf('{'))) as {
        tools: { name: string }[];
      };
      return tools.map((tool) => tool.name);
    },
    call: (tool, input = {}) => {
      const words = Object.entries(input).map(([member, value]) => `${member}=${value}`);
      return run('call', `${name}.${tool}`, ...words);
    },
    age: async () => {
      const credentials = JSON.parse(await readFile(file, 'utf8')) as Credentials;
      for (const { tokens } of Object.values(credentials.entries)) {
        if (tokens !== undefined) tokens.expires_at = 1;
      }
      await writeFile(file, JSON.stringify(credentials));
    },
  };
}

describeClient(
  'mcporter',
  {
    firstRequest: { offlineAccess: false, prompt: undefined },
    authMethod: 'none',
    refreshScope: 'none',
    stepUp: { kind: 'signs in again', says: /403 after trying upscoping/ },
    remark: 'with a port of its own (--oauth-redirect-url); two defects without one',
  },
  async (surroundings) =>
    mcporter(surroundings, 'house', [
      '--oauth-redirect-url',
      `http://127.0.0.1:${await freePort()}/callback`,
    ]),
  (surroundings) => {
    const visitsDuring = async (work: () => Promise<unknown>) => {
      const before = surroundings().visitor.visits;
      await work();
      return surroundings().visitor.visits - before;
    };
    let client: Client;

    test('has its own defect without a port of its own: each call forgets the registration', async () => {
      const { recorder, visitor } = surroundings();
      visitor.decision = { with: 'fetch', untick: ['mcp:write'] };
      client = await mcporter(surroundings(), 'roaming', []);
      await client.signIn();
      expect(await client.call('whoami')).toContain('client_id');
      await client.age();

      const since = recorder.all.length;
      const visits = await visitsDuring(async () => {
        expect(await client.call('whoami')).toContain('client_id');
      });
      // It offers its refresh token as another client, and asks the person again.
      expect(recorder.to('/reg', since).map(({ status }) => status)).toEqual([201]);
      const refreshes = recorder.refreshes(since).map(({ answer }) => answer['error']);
      expect(refreshes).toEqual(['invalid_grant']);
      expect(visits).toBe(1);
    });

    test('has another one there: at a 403 it opens a browser and does not wait for the answer', async () => {
      const { visitor } = surroundings();
      visitor.decision = { with: 'fetch', tick: ['mcp:write'] };
      const call = () => client.call('protected_action', { data: 'y' });
      expect(
        await visitsDuring(async () => {
          expect(await call()).not.toContain('Processed: y');
        }),
      ).toBe(1);
      expect(visitor.turnedAway).toBe(1);
      await client.signIn();
      expect(await call()).toContain('Processed: y');
    });
  },
);
