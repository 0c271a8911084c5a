import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from './client.ts';
import { testCopyOfTokens } from './copy-of-tokens.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';
import { LineRpc } from './surroundings/line-rpc.ts';
import type { Surroundings } from './surroundings/surroundings.ts';

const HELLO = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1.0.0' },
};

/** @param folder its home, below the one of {@link Surroundings} */
function mcpRemoteIn({ home, stack, terminal }: Surroundings, folder: string): Client {
  const own = join(home, folder);
  const shell = terminal({ MCP_REMOTE_CONFIG_DIR: own });

  /** Speaks to one of its own: what it knows of tokens is read when it starts. */
  const withBridge = async <T>(work: (rpc: LineRpc) => Promise<T>): Promise<T> => {
    const running = shell.start(program('mcp-remote'), [stack.mcpUrl]);
    const rpc = new LineRpc(running.child);
    try {
      await rpc.request('initialize', HELLO);
      rpc.notify('notifications/initialized');
      return await work(rpc);
    } finally {
      running.kill();
      await running.ended;
    }
  };
  return {
    signIn: () => withBridge(() => Promise.resolve()),
    listTools: () =>
      withBridge(async (rpc) => {
        const { tools } = await rpc.request<{ tools: { name: string }[] }>('tools/list', {});
        return tools.map(({ name }) => name);
      }),
    call: (name, input = {}) =>
      withBridge(async (rpc) =>
        JSON.stringify(await rpc.answer('tools/call', { name, arguments: input })),
      ),
    age: async () => {
      const stored = join(own, 'mcp-remote-v1');
      for (const name of await readdir(stored)) {
        if (!name.endsWith('_tokens.json')) continue;
        const file = join(stored, name);
        const tokens = JSON.parse(await readFile(file, 'utf8')) as object;
        await writeFile(file, JSON.stringify({ ...tokens, expires_at: 1 }));
      }
    },
  };
}

describeClient(
  'mcp-remote',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: 'none',
    refreshScope: 'as granted',
    stepUp: { kind: 'in place' },
  },
  (surroundings) => mcpRemoteIn(surroundings, 'remote'),
  (surroundings) =>
    testCopyOfTokens(surroundings, async (its) => {
      await cp(join(its.home, 'remote'), join(its.home, 'copy'), { recursive: true });
      return [mcpRemoteIn(its, 'remote'), mcpRemoteIn(its, 'copy')];
    }),
);
