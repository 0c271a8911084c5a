import {
  auth,
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { type Sdk, textOf } from './sdk.ts';

/** `@modelcontextprotocol/client`. */
export const v2: Sdk = {
  connection({ mcpUrl, memory, fetch, era }) {
    const client = new Client(
      { name: 'gatehouse-test-program', version: '1.0.0' },
      { versionNegotiation: { mode: era } },
    );
    const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), {
      authProvider: memory,
      fetch,
    });
    return {
      open: () => client.connect(transport),
      callTool: async (name, input) => textOf(await client.callTool({ name, arguments: input })),
      listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
      finishAuth: (response) => transport.finishAuth(response),
      close: () => client.close(),
    };
  },
  auth: (memory, { force = false, ...options }) =>
    auth(memory, { ...options, ...(force && { forceReauthorization: true }) }),
  isUnauthorized: (error) => UnauthorizedError.isInstance(error),
};
