import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codex } from '../behaviour/real-clients/terminals.ts';
import { freePort } from '../harness/ports.ts';
import { testByDocument } from './by-document.ts';
import type { Client } from './client.ts';
import { testCopyOfTokens } from './copy-of-tokens.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';
import { LineRpc } from './surroundings/line-rpc.ts';
import type { Surroundings } from './surroundings/surroundings.ts';

interface McpServers {
  readonly data: { readonly tools: Readonly<Record<string, unknown>> }[];
}

const CREDENTIALS = '.credentials.json';

/** @param folder its home, below the one of {@link Surroundings} */
async function codexIn({ home, stack, terminal }: Surroundings, folder: string): Promise<Client> {
  const own = join(home, folder);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'config.toml'), configuration(stack.mcpUrl, await freePort()));
  const shell = terminal({ CODEX_HOME: own });
  const file = join(own, CREDENTIALS);

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
}

describeClient(
  'codex',
  {
    firstRequest: { offlineAccess: true, prompt: undefined },
    authMethod: 'none',
    refreshScope: 'as granted, and offline_access',
    stepUp: { kind: 'signs in again', says: /Insufficient scope/i },
  },
  (surroundings) => codexIn(surroundings, 'codex'),
  (surroundings) => {
    testCopyOfTokens(surroundings, async (its) => {
      const both = [await codexIn(its, 'codex'), await codexIn(its, 'copy')] as const;
      const [from, to] = ['codex', 'copy'].map((folder) => join(its.home, folder, CREDENTIALS));
      await copyFile(from ?? '', to ?? '');
      return both;
    });
    testByDocument(codex.document, (its) => codexIn(its, 'codex'));
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
