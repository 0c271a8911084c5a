/**
 * What every client has to do, one cell of the table after the other: each stands on the one before.
 *
 * @module
 */
import { afterAll, beforeAll, describe, expect, type TaskMeta, test } from 'vitest';
import type { Client, Habits, OpenClient } from './client.ts';
import { type Surroundings, openSurroundings } from './surroundings/surroundings.ts';
import type { Recorded } from './surroundings/recorder.ts';
import type { Cell } from './table.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** the cell of the table that a test fills */
    cell?: Cell;
    /** what the table says beside it */
    note?: string;
    /** what the table says at the end of the row */
    remark?: string;
  }
}

/**
 * @param id its key in `versions.json`
 * @param more tests of what only this client does, after the others
 */
export function describeClient(
  id: string,
  habits: Habits,
  open: OpenClient,
  more?: (surroundings: () => Surroundings) => void,
): void {
  describe(id, () => {
    let surroundings: Surroundings;
    let client: Client;
    let isSignedIn = false;

    beforeAll(async () => {
      surroundings = await openSurroundings();
      client = await open(surroundings);
    });
    afterAll(async () => {
      await client?.close?.();
      await surroundings?.close();
    });

    const cell = (name: Cell, title: string, work: (meta: TaskMeta) => Promise<void>) =>
      test(title, { meta: { cell: name } }, async ({ task }) => {
        if (name !== 'login' && !isSignedIn) throw new Error('it is not signed in');
        const since = surroundings.recorder.all.length;
        try {
          await work(task.meta);
        } catch (error) {
          throw new Error(`${String(error)}\n${trafficOf(surroundings, since)}`, { cause: error });
        }
      });

    cell('login', 'signs in through a browser', async () => {
      surroundings.visitor.decision = { with: 'browser', untick: ['mcp:write'] };
      await client.signIn();
      const [exchange] = surroundings.recorder.to('/token').slice(-1);
      expect(exchange).toMatchObject({
        status: 200,
        sent: { grant_type: 'authorization_code', resource: surroundings.stack.mcpUrl },
      });
      isSignedIn = true;
      expect(scopesOf(exchange?.answer)).toEqual(['mcp:read']);
      expectFirstRequest(surroundings, habits);
    });

    cell('list', 'lists the tools', async () => {
      expect(await client.listTools()).toEqual(
        expect.arrayContaining(['whoami', 'user_action', 'protected_action']),
      );
    });

    cell('call', 'calls the tools that its token allows', async () => {
      expect(await client.call('whoami')).toContain(clientIdOf(surroundings));
      expect(await client.call('user_action', { data: 'a list' })).toContain(
        'User ada processed: a list',
      );
      expect(surroundings.visitor.visits, 'a browser was opened once').toBe(1);
    });

    cell('refresh', 'refreshes an access token that has expired', async () => {
      const since = surroundings.recorder.all.length;
      await client.age();
      expect(await client.call('whoami')).toContain(clientIdOf(surroundings));
      const refreshes = surroundings.recorder.refreshes(since);
      expect(refreshes.map(({ status }) => status)).toEqual(refreshes.map(() => 200));
      expect(refreshes.length).toBeGreaterThan(0);
      expect(surroundings.visitor.visits, 'no browser was needed').toBe(1);
      for (const { sent, answer } of refreshes) {
        expect(scopesOf(sent, true)).toEqual(REFRESH_SCOPES[habits.refreshScope]);
        expect(scopesOf(answer)).toEqual(['mcp:read']);
      }
    });

    cell('step-up', 'gets a scope that it lacks', async (meta) => {
      const { stepUp } = habits;
      meta.note = stepUp.kind;
      const remarks = [habits.remark, askedElsewhere(surroundings)].filter(
        (one) => one !== undefined,
      );
      if (remarks.length > 0) meta.remark = remarks.join('; ');
      surroundings.visitor.decision = { with: 'fetch', tick: ['mcp:write'] };
      const call = () => client.call('protected_action', { data: 'y' });
      if (stepUp.kind === 'in place') {
        expect(await call()).toContain('Processed: y');
        expect(surroundings.visitor.visits, 'one step-up').toBe(2);
      } else {
        const said = await call();
        expect(said).toMatch(stepUp.says);
        expect(said).not.toContain('Processed: y');
        expect(surroundings.visitor.visits, 'no browser is opened by the refused call').toBe(1);
        await client.signIn();
        expect(await call()).toContain('Processed: y');
      }
      const granted = surroundings.recorder.to('/token').filter(({ status }) => status === 200);
      expect(scopesOf(granted.at(-1)?.answer)).toEqual(['mcp:read', 'mcp:write']);
      expect(await client.call('user_action', { data: 'b' })).toContain('User ada processed: b');
    });

    more?.(() => surroundings);
  });
}

/** What it wanted of the rest of the world, of which it has none. */
function askedElsewhere({ offline }: Surroundings): string | undefined {
  const hosts = new Set(offline.attempts);
  return hosts.size === 0 ? undefined : `asked for ${[...hosts].join(', ')}`;
}

/** The registration and the authorization request that the first sign-in came to. */
function expectFirstRequest({ recorder, stack }: Surroundings, habits: Habits): void {
  const request = recorder.to('/auth').at(-1)?.sent;
  const { offlineAccess, prompt } = habits.firstRequest;
  expect(request).toMatchObject({ resource: stack.mcpUrl, code_challenge_method: 'S256' });
  expect(request?.['prompt']).toBe(prompt);
  expect(scopesOf(request, true)).toEqual(
    ['mcp:read', 'mcp:write', ...(offlineAccess ? ['offline_access'] : [])].sort(),
  );
  const { status, sent } = recorder.to('/reg').at(-1) ?? {};
  expect(status).toBe(201);
  expect(sent?.['token_endpoint_auth_method']).toBe(habits.authMethod);
}

/** What went to the authorization server, for whoever has to find out why a cell is red. */
function trafficOf({ recorder }: Surroundings, since: number): string {
  return recorder.all
    .slice(since)
    .map(({ path, sent, status, answer }) => {
      const told = ['grant_type', 'scope', 'prompt', 'client_id'].flatMap((name) => {
        const value = sent[name];
        return typeof value === 'string' ? [`${name}=${value}`] : [];
      });
      const why = answer['error'] === undefined ? '' : `: ${JSON.stringify(answer)}`;
      return `  ${path} ${told.join(' ')} → ${status}${why}`;
    })
    .join('\n');
}

function clientIdOf({ recorder }: Surroundings): string {
  return String(recorder.to('/auth').at(-1)?.sent['client_id']);
}

/** With `mcp:read` granted. */
const REFRESH_SCOPES: Record<Habits['refreshScope'], readonly string[]> = {
  none: [],
  'as granted': ['mcp:read'],
  'as granted, and offline_access': ['mcp:read', 'offline_access'],
};

/** The member `scope`, sorted; that of an answer without what only says how long it lasts. */
function scopesOf(of: Recorded['sent'] | undefined, isRequest = false): string[] {
  const text = of?.['scope'];
  const scopes = typeof text === 'string' ? text.split(' ') : [];
  return scopes.filter((scope) => isRequest || scope !== 'offline_access').sort();
}
