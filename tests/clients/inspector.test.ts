import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spoil } from './surroundings/spoil.ts';
import { program } from './programs.ts';
import { describeClient } from './suite.ts';

describeClient(
  'inspector',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: 'none',
    refreshScope: 'none',
    stepUp: { kind: 'signs in again', says: /AUTHORIZED without authorization code/ },
    remark: 'its own defect at step-up: it takes a refresh for the answer to an authorization',
  },
  ({ home, stack, terminal }) => {
    const shell = terminal({
      MCP_AUTO_OPEN_ENABLED: 'true',
      MCP_INSPECTOR_SECRET_STORE: 'file',
    });
    const run = (...args: string[]) =>
      shell.run(program('inspector'), [
        '--cli',
        '--server-url',
        stack.mcpUrl,
        '--transport',
        'http',
        ...args,
      ]);
    return {
      signIn: () => run('--relogin', '--method', 'tools/list'),
      listTools: async () => {
        const { stdout } = await run('--method', 'tools/list');
        return (JSON.parse(stdout) as { tools: { name: string }[] }).tools.map(({ name }) => name);
      },
      call: async (tool, input = {}) => {
        const pairs = Object.entries(input).flatMap(([name, value]) => [
          '--tool-arg',
          `${name}=${value}`,
        ]);
        const { output } = await run('--method', 'tools/call', '--tool-name', tool, ...pairs);
        return output;
      },
      // It keeps no expiry.
      age: async () => {
        const file = join(home, '.mcp-inspector', 'secrets.json');
        await writeFile(file, spoil(await readFile(file, 'utf8')));
      },
    };
  },
);
