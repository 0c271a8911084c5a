import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MessagesApi } from './surroundings/messages-api.ts';
import { spoil } from './surroundings/spoil.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';

/** A line of `--format json`, as far as it is read here. */
interface Event {
  readonly type: string;
}

const PREFIX = 'house_';

describeClient(
  'opencode',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: 'none',
    refreshScope: 'none',
    stepUp: { kind: 'signs in again', says: /403 after trying upscoping/ },
  },
  async ({ home, stack, terminal }) => {
    const model = new MessagesApi();
    const configuration = {
      autoupdate: false,
      share: 'disabled',
      mcp: { house: { type: 'remote', url: stack.mcpUrl } },
      model: 'anthropic/stub',
      small_model: 'anthropic/stub',
      provider: {
        anthropic: {
          options: { baseURL: `${await model.listen()}/v1`, apiKey: 'stub' },
          models: { stub: { name: 'stub' } },
        },
      },
    };
    await writeFile(join(home, 'opencode.json'), JSON.stringify(configuration));
    const shell = terminal({
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
    });
    const file = join(home, '.local', 'share', 'opencode', 'mcp-auth.json');

    /** One session, in which the model asks for at most one tool. */
    const session = async (): Promise<Event[]> => {
      const { output } = await shell.run(program('opencode'), [
        'run',
        '--format',
        'json',
        'Use the tool.',
      ]);
      const lines = output.split('\n').filter((line) => line.startsWith('{'));
      return lines.map((line) => JSON.parse(line) as Event);
    };
    return {
      signIn: async () => {
        // Where it has tokens it asks whether to sign in again, which takes a terminal.
        if (existsSync(file)) await shell.run(program('opencode'), ['mcp', 'logout', 'house']);
        await shell.run(program('opencode'), ['mcp', 'auth', 'house']);
      },
      listTools: async () => {
        model.use = undefined;
        await session();
        return model.offered.map((name) => name.replace(PREFIX, ''));
      },
      call: async (tool, input = {}) => {
        model.use = { name: `${PREFIX}${tool}`, input };
        return JSON.stringify((await session()).filter(({ type }) => type === 'tool_use'));
      },
      // It pays no heed to the expiry that it keeps.
      age: async () => writeFile(file, spoil(await readFile(file, 'utf8'))),
      close: async () => model.close(),
    };
  },
);
