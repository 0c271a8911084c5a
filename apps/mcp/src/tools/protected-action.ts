import { z } from 'zod';

import { defineTool, text } from './tool.ts';

export const protectedAction = defineTool({
  name: 'protected_action',
  title: 'Protected action',
  description: 'Processes data. Needs the scope mcp:write.',
  scopes: ['mcp:write'],
  input: z.object({ data: z.string().describe('What to process') }),
  run: ({ data }) => text(`Processed: ${data}`),
});
