import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claudeCode } from '../behaviour/real-clients/terminals.ts';
import { testByDocument } from './by-document.ts';
import type { Client } from './client.ts';
import { MessagesApi } from './surroundings/messages-api.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';
import type { Surroundings } from './surroundings/surroundings.ts';

interface Credentials {
  readonly mcpOAuth: Readonly<Record<string, { expiresAt?: number }>>;
}

/** A line of `stream-json`, as far as it is read here. */
interface Event {
  readonly type: string;
  /** of the first one */
  readonly tools?: readonly string[];
  /** of those that carry the result of a tool */
  readonly message?: unknown;
}

const PREFIX = 'mcp__house__';

describeClient(
  'claude-code',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: 'none',
    refreshScope: 'none',
    stepUp: { kind: 'signs in again', says: /needs additional permissions/ },
  },
  openClaudeCode,
  () => testByDocument(claudeCode.document, openClaudeCode),
);

async function openClaudeCode({ home, stack, terminal }: Surroundings): Promise<Client> {
  const folder = join(home, 'claude');
  await mkdir(folder);
  const model = new MessagesApi();
  const shell = terminal({
    CLAUDE_CONFIG_DIR: folder,
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ANTHROPIC_BASE_URL: await model.listen(),
    ANTHROPIC_API_KEY: 'stub',
  });
  const file = join(folder, '.credentials.json');
  const claude = program('claude-code');
  await shell.run(claude, ['mcp', 'add', '--transport', 'http', 'house', stack.mcpUrl]);

  /** One session, in which the model asks for at most one tool. */
  const session = async (allowed = ''): Promise<Event[]> => {
    const options = ['--allowedTools', allowed, '--output-format', 'stream-json', '--verbose'];
    const { stdout } = await shell.run(claude, ['-p', 'Use the tool.', ...options]);
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as Event);
  };
  return {
    // It insists on a terminal.
    signIn: () => shell.runAtTerminal(claude, ['mcp', 'login', '--no-browser', 'house']),
    listTools: async () => {
      model.use = undefined;
      const names = (await session()).flatMap(({ tools = [] }) => tools);
      return names.map((name) => name.replace(PREFIX, ''));
    },
    call: async (tool, input = {}) => {
      const name = `${PREFIX}${tool}`;
      model.use = { name, input };
      const results = (await session(name)).filter(({ type }) => type === 'user');
      return JSON.stringify(results.map(({ message }) => message));
    },
    age: async () => {
      const credentials = JSON.parse(await readFile(file, 'utf8')) as Credentials;
      for (const one of Object.values(credentials.mcpOAuth)) one.expiresAt = 1;
      await writeFile(file, JSON.stringify(credentials));
    },
    close: async () => model.close(),
  };
}
