import { fileURLToPath } from 'node:url';
import type { OpenClient } from './client.ts';
import { LineRpc } from './surroundings/line-rpc.ts';

const PROGRAM = fileURLToPath(new URL('python/program.py', import.meta.url));

/** A program with a client of PyPI, which keeps its tokens in memory. */
export const pythonProgram =
  (kind: 'fastmcp' | 'mcp'): OpenClient =>
  ({ stack, terminal }) => {
    const { PYTHON } = process.env;
    if (PYTHON === undefined) throw new Error('PYTHON is not set: run "pnpm test:clients".');
    const shell = terminal({
      PYTHONDONTWRITEBYTECODE: '1',
      FASTMCP_CHECK_FOR_UPDATES: 'off',
      // Its log shows the address, too, but in pieces.
      FASTMCP_LOG_LEVEL: 'ERROR',
      // Says where it would go.
      BROWSER: '/bin/echo %s',
    });
    const running = shell.start(PYTHON, [PROGRAM, kind, stack.mcpUrl]);
    const rpc = new LineRpc(running.child);
    let isConnected = false;
    return {
      signIn: async () => {
        if (isConnected) throw new Error('it signs in by itself from then on');
        await rpc.request('sign_in', {});
        isConnected = true;
      },
      listTools: () => rpc.request<string[]>('list', {}),
      call: async (tool, input = {}) => JSON.stringify(await rpc.answer('call', { tool, input })),
      age: () => rpc.request('age', {}),
    };
  };
