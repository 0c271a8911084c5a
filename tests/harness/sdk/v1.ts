import { auth, UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type Sdk, textOf } from './sdk.ts';

/** `@modelcontextprotocol/sdk`, which most programs are still written with. It speaks 2025-11-25. */
export const v1: Sdk = {
  connection({ mcpUrl, memory, fetch }) {
    const client = new Client({ name: 'gatehouse-test-program', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), {
      authProvider: memory,
      fetch,
    });
    return {
      open: () => client.connect(transport),
      callTool: async (name, input) => textOf(await client.callTool({ name, arguments: input })),
      listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
      // It looks at nothing else in the response; the program has looked at `state` and `error`.
      finishAuth: (response) => transport.finishAuth(response.get('code') ?? ''),
      close: () => client.close(),
    };
  },
  async auth(memory, { force = false, ...options }) {
    // It knows no other way to say that a refresh is not wanted.
    if (force) memory.invalidateCredentials('tokens');
    return auth(memory, options);
  },
  isUnauthorized: (error) => error instanceof UnauthorizedError,
};
