import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineRpc } from './surroundings/line-rpc.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';

const HELLO = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1.0.0' },
};

describeClient(
  'mcp-remote',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: 'none',
    refreshScope: 'as granted',
    stepUp: { kind: 'in place' },
  },
  ({ home, stack, terminal }) => {
    const shell = terminal({ MCP_REMOTE_CONFIG_DIR: home });

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
        const folder = join(home, 'mcp-remote-v1');
        for (const name of await readdir(folder)) {
          if (!name.endsWith('_tokens.json')) continue;
          const file = join(folder, name);
          const tokens = JSON.parse(await readFile(file, 'utf8')) as object;
          await writeFile(file, JSON.stringify({ ...tokens, expires_at: 1 }));
        }
      },
    };
  },
);
