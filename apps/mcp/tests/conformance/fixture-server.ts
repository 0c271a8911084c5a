import { randomBytes } from 'node:crypto';
import {
  createRequestStateCodec,
  type McpServer,
  type ServerNotifier,
} from '@modelcontextprotocol/server';

import { createServer } from '../../src/mcp-server.ts';
import { addAskingTools, addAskingToolsWithState } from './asking-tools.ts';
import { addContentTools } from './content-tools.ts';
import { addElicitingTools } from './eliciting-tools.ts';
import { addNotifyingTools } from './notifying-tools.ts';
import { addPrompts } from './prompts.ts';
import { addResources } from './resources.ts';

const state = createRequestStateCodec({ key: randomBytes(32) });

/**
 * The server as it is, with the tools, prompts and resources added that
 * `@modelcontextprotocol/conformance` calls by name.
 */
export function createFixtureServer(notify: () => ServerNotifier): McpServer {
  const server = createServer({
    capabilities: { logging: {} },
    requestState: { verify: (sealed, context) => state.verify(sealed, context) },
  });
  addContentTools(server);
  addNotifyingTools(server, notify);
  addAskingTools(server);
  addElicitingTools(server);
  addAskingToolsWithState(server, state);
  addResources(server);
  addPrompts(server);
  return server;
}
