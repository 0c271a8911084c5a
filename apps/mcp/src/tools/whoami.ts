import { z } from 'zod';

import { defineTool, text } from './tool.ts';

export const whoami = defineTool({
  name: 'whoami',
  title: 'Who am I',
  description: 'Tells who is signed in, with which application, and what it may do.',
  scopes: [],
  input: z.object({}),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run(_input, { subject, login, clientId, scopes, expiresAt }) {
    const identity = {
      sub: subject,
      login,
      client_id: clientId,
      scopes: [...scopes],
      expires_at: new Date(expiresAt * 1000).toISOString(),
    };
    return text(JSON.stringify(identity, null, 2));
  },
});
