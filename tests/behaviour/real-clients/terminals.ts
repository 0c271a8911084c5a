/** Clients that run in a terminal and listen at a port that the system gives them. */
import { PUBLIC, type RealClient } from './real-client.ts';

export const claudeCode = {
  name: 'Claude Code',
  known:
    '@anthropic-ai/claude-code 2.1.332 (recorded, both ways); document as served on 1 October 2026, which says nothing of its type',
  registration: {
    ...PUBLIC,
    client_name: 'Claude Code (notes)',
    redirect_uris: ['http://localhost:54123/callback'],
    scope: 'notes:read notes:write offline_access',
    application_type: 'native',
  },
  document: {
    client_id: 'https://claude.ai/oauth/claude-code-client-metadata',
    client_name: 'Claude Code',
    client_uri: 'https://claude.ai',
    redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  },
  applicationType: 'native',
  redirects: ['http://localhost:54123/callback', 'http://localhost:61789/callback'],
  scope: 'resource',
  offlineAccess: true,
  prompt: 'consent',
  refreshScope: 'none',
} satisfies RealClient;

export const codex = {
  name: 'Codex',
  known:
    '@openai/codex 0.171.0 (recorded, both ways); document as its documentation has it. It is for servers that send `iss`; for others there is one for each MCP server, whose redirects end with its id',
  registration: {
    ...PUBLIC,
    client_name: 'Codex',
    redirect_uris: ['http://127.0.0.1:37819/callback'],
    scope: 'notes:read offline_access',
    application_type: 'native',
  },
  document: {
    client_id: 'https://chatgpt.com/oauth/codex/client.json',
    client_name: 'Codex',
    client_uri: 'https://chatgpt.com/codex',
    logo_uri: 'https://persistent.oaistatic.com/sonic/misc/openai-logo.png',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    token_endpoint_auth_methods_supported: ['none'],
  },
  applicationType: 'native',
  redirects: ['http://127.0.0.1:37819/callback', 'http://127.0.0.1:49377/callback'],
  scope: 'challenge',
  offlineAccess: true,
  refreshScope: 'as asked',
} satisfies RealClient;

export const geminiCli = {
  name: 'Gemini CLI',
  known:
    '@google/gemini-cli 0.56.0 of August 2026 (read): it asks for all that the metadata of the authorization server lists, and again at each refresh; no document',
  registration: {
    ...PUBLIC,
    client_name: 'Gemini CLI MCP Client',
    redirect_uris: ['http://localhost:43771/oauth/callback'],
    scope: 'openid profile email offline_access notes:read notes:write ledger:read',
  },
  applicationType: 'native',
  redirects: ['http://localhost:43771/oauth/callback', 'http://localhost:50912/oauth/callback'],
  scope: 'server',
  offlineAccess: true,
  refreshScope: 'as asked',
} satisfies RealClient;

export const goose = {
  name: 'Goose',
  known:
    'goose 1.38 (read): made with the SDK that Codex is made with, whose requests these are; document as served on 29 July 2026',
  registration: {
    ...PUBLIC,
    client_name: 'goose',
    redirect_uris: ['http://127.0.0.1:38211/oauth_callback'],
    scope: 'notes:read offline_access',
    application_type: 'native',
  },
  document: {
    client_id: 'https://goose-docs.ai/oauth/client-metadata.json',
    client_name: 'goose',
    logo_uri: 'https://goose-docs.ai/img/logo_light.png',
    redirect_uris: ['http://127.0.0.1/oauth_callback', 'http://[::1]/oauth_callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    code_challenge_methods_supported: ['S256'],
  },
  applicationType: 'native',
  redirects: ['http://127.0.0.1:38211/oauth_callback', 'http://127.0.0.1:40466/oauth_callback'],
  scope: 'challenge',
  offlineAccess: true,
  refreshScope: 'as asked',
} satisfies RealClient;
