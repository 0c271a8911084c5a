import { protectFetch } from '@gatehouse/auth-core/fetch';
import { Hono } from 'hono';

import { resource } from './resource.ts';

const mcp = protectFetch(resource, (_request, { subject }) => Response.json({ subject }));

const app = new Hono();
app.all('/.well-known/oauth-protected-resource/*', (c) => mcp(c.req.raw));
app.all('/mcp', (c) => mcp(c.req.raw));

export default app;
