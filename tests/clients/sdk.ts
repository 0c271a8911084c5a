import { Program } from '../harness/program.ts';
import type { Sdk } from '../harness/sdk/sdk.ts';
import type { Client, OpenClient } from './client.ts';
import { spoil } from './surroundings/spoil.ts';

/** A program written with an SDK, which keeps its tokens in memory. */
export const programOf =
  (sdk: Sdk): OpenClient =>
  async ({ stack, visitor }): Promise<Client> => {
    const program = await Program.start({
      mcpUrl: stack.mcpUrl,
      openBrowser: (url) => visitor.authorize(url),
      sdk,
      // What an SDK registers where its author says nothing.
      metadata: { token_endpoint_auth_method: undefined },
    });
    return {
      signIn: async () => {
        delete program.remembered.tokens;
        await program.callTool('whoami');
      },
      listTools: () => program.listTools(),
      call: (tool, input) => program.callTool(tool, input).catch((error: unknown) => String(error)),
      // It keeps no expiry.
      age: async () => {
        const { tokens } = program.remembered;
        if (tokens !== undefined) tokens.access_token = spoil(tokens.access_token);
      },
      close: () => program.close(),
    };
  };
