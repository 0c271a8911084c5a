import { createServer } from 'node:http';
import { protectMcp } from '@gatehouse/auth-core/mcp';
import { toNodeHandler } from '@modelcontextprotocol/node';

import { greeter } from '../greeter.ts';
import { resource } from '../resource.ts';
import { settings } from '../settings.ts';

const serve = toNodeHandler({ fetch: protectMcp(resource, greeter) });

createServer((req, res) => {
  // The SDK's type wants a method, which every request to a server has.
  void serve(req as Parameters<typeof serve>[0], res);
}).listen(settings.port, '127.0.0.1');
