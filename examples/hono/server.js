import { protectFetch } from '@gatehouse/auth-core/fetch';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

import { greeter } from '../greeter.ts';
import { resource } from '../resource.ts';
import { settings } from '../settings.ts';

const mcp = protectFetch(resource, (request, authInfo) => greeter.fetch(request, { authInfo }));

const app = new Hono();
app.get('/', (c) => c.text('Anybody may read this.'));
app.all('/mcp', (c) => mcp(c.req.raw));
app.all('/.well-known/oauth-protected-resource/*', (c) => mcp(c.req.raw));

serve({ fetch: app.fetch, port: settings.port, hostname: '127.0.0.1' });
