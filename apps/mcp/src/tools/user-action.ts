import { z } from 'zod';

import { defineTool, text } from './tool.ts';

export const userAction = defineTool({
  name: 'user_action',
  title: 'User action',
  description: 'Processes data on behalf of the signed-in user. Needs the scope mcp:read.',
  scopes: ['mcp:read'],
  input: z.object({ data: z.string().describe('What to process') }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: ({ data }, { login }) => text(`User ${login} processed: ${data}`),
});
