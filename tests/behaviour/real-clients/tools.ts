/** What stands between a client and a server, looks into one, or is made of an SDK: none has a document of its own. */
import { PUBLIC, type RealClient } from './real-client.ts';

export const mcpRemote = {
  name: 'mcp-remote',
  known:
    'mcp-remote 0.15.1 (recorded); who runs it may name the document of an installation of their own',
  registration: {
    ...PUBLIC,
    client_name: 'MCP CLI Proxy',
    client_uri: 'https://github.com/modelcontextprotocol/mcp-cli',
    software_id: '2e6dc280-f3c3-4e01-99a7-8181dbd1d23d',
    software_version: '0.15.1',
    redirect_uris: ['http://localhost:7001/oauth/callback'],
    scope: 'notes:read offline_access',
    application_type: 'native',
  },
  applicationType: 'native',
  redirects: ['http://localhost:7001/oauth/callback', 'http://localhost:28190/oauth/callback'],
  scope: 'challenge',
  offlineAccess: true,
  prompt: 'consent',
  refreshScope: 'as granted',
} satisfies RealClient;

export const inspector = {
  name: 'MCP Inspector',
  known:
    '@modelcontextprotocol/inspector 2.12.0, its command (recorded); its page registers the same with http://localhost:6274/oauth/callback (2.3.0, read); a document may be configured',
  registration: {
    ...PUBLIC,
    client_name: 'MCP Inspector',
    client_uri: 'https://github.com/modelcontextprotocol/inspector',
    redirect_uris: ['http://127.0.0.1:6276/oauth/callback'],
    scope: 'notes:read notes:write offline_access',
    application_type: 'native',
  },
  applicationType: 'native',
  redirects: ['http://127.0.0.1:6276/oauth/callback'],
  scope: 'resource',
  offlineAccess: true,
  prompt: 'consent',
  refreshScope: 'none',
} satisfies RealClient;

export const sdkV1 = {
  name: 'a program with the TypeScript SDK v1',
  known:
    '@modelcontextprotocol/sdk 1.32.2 (recorded), of a program that says nothing of how it authenticates',
  registration: {
    client_name: 'A program',
    redirect_uris: ['http://localhost:8090/callback'],
    scope: 'notes:read',
  },
  applicationType: 'native',
  redirects: ['http://localhost:8090/callback'],
  scope: 'challenge',
  offlineAccess: false,
  refreshScope: 'none',
} satisfies RealClient;
