import { setTimeout as delay } from 'node:timers/promises';
import type { McpServer, ServerNotifier } from '@modelcontextprotocol/server';

import { text } from './content.ts';

/** Milliseconds between two notifications: the suite wants to see that they do not come at once. */
const pause = 50;

/** Tools that send something before they answer, or that tell subscribers of a change. */
export function addNotifyingTools(server: McpServer, notify: () => ServerNotifier): void {
  for (const name of ['test_tool_with_logging', 'test_logging_tool']) {
    server.registerTool(name, { description: 'Logs three times' }, async ({ mcpReq }) => {
      await mcpReq.log('info', 'Tool execution started');
      await delay(pause);
      await mcpReq.log('info', 'Tool processing data');
      await delay(pause);
      await mcpReq.log('info', 'Tool execution completed');
      return { content: [text('Logged three times.')] };
    });
  }
  server.registerTool(
    'test_tool_with_progress',
    { description: 'Reports its progress three times' },
    async ({ mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progress > 0) await delay(pause);
        if (progressToken === undefined) continue;
        await mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken, progress, total: 100 },
        });
      }
      return { content: [text('Done.')] };
    },
  );
  server.registerTool(
    'test_trigger_tool_change',
    { description: 'Says that tools changed' },
    () => {
      notify().toolsChanged();
      return { content: [text('Said so.')] };
    },
  );
  server.registerTool(
    'test_trigger_prompt_change',
    { description: 'Says that prompts changed' },
    () => {
      notify().promptsChanged();
      return { content: [text('Said so.')] };
    },
  );
}
