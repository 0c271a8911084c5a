import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LineRpc } from './surroundings/line-rpc.ts';
import { freePort } from '../harness/ports.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';

interface McpServers {
  readonly data: { readonly tools: Readonly<Record<string, unknown>> }[];
}

describeClient(
  'codex',
  {
    firstRequest: { offlineAccess: true, prompt: undefined },
    authMethod: 'none',
    refreshScope: 'as granted, and offline_access',
    stepUp: { kind: 'signs in again', says: /Insufficient scope/i },
  },
  async ({ home, stack, terminal }) => {
    const folder = join(home, 'codex');
    await mkdir(folder);
    await writeFile(join(folder, 'config.toml'), configuration(stack.mcpUrl, await freePort()));
    const shell = terminal({ CODEX_HOME: folder });
    const file = join(folder, '.credentials.json');

    /** Speaks to a Codex of its own: what it knows of tokens is read when it starts. */
    const withServer = async <T>(work: (rpc: LineRpc) => Promise<T>): Promise<T> => {
      const running = shell.start(program('codex'), ['app-server']);
      const rpc = new LineRpc(running.child);
      try {
        await rpc.request('initialize', { clientInfo: { name: 'test', version: '1.0.0' } });
        rpc.notify('initialized');
        return await work(rpc);
      } finally {
        running.kill();
        await running.ended;
      }
    };
    return {
      signIn: () => shell.run(program('codex'), ['mcp', 'login', 'house']),
      listTools: () =>
        withServer(async (rpc) => {
          const { data } = await rpc.request<McpServers>('mcpServerStatus/list', {});
          return data.flatMap(({ tools }) => Object.keys(tools));
        }),
      call: (tool, input = {}) =>
        withServer(async (rpc) => {
          const { thread } = await rpc.request<{ thread: { id: string } }>('thread/start', {});
          const answer = await rpc.answer('mcpServer/tool/call', {
            threadId: thread.id,
            server: 'house',
            tool,
            arguments: input,
          });
          return JSON.stringify(answer);
        }),
      age: async () => {
        const credentials = JSON.parse(await readFile(file, 'utf8')) as Record<
          string,
          { expires_at?: number }
        >;
        for (const one of Object.values(credentials)) one.expires_at = 1;
        await writeFile(file, JSON.stringify(credentials));
      },
    };
  },
);

/** @param nowhere a port where no model listens */
function configuration(mcpUrl: string, nowhere: number): string {
  return `
mcp_oauth_credentials_store = "file"
check_for_update_on_startup = false
model = "none"
model_provider = "none"

[model_providers.none]
name = "none"
base_url = "http://127.0.0.1:${nowhere}/v1"
wire_api = "responses"

[analytics]
enabled = false

[features]
plugins = false
apps = false

[mcp_servers.house]
url = "${mcpUrl}"
`;
}
