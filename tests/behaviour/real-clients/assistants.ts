/** Clients that are services: their answers go to a host of theirs. */
import { PUBLIC, type RealClient } from './real-client.ts';

const CLAUDE_REDIRECT = 'https://claude.ai/api/mcp/auth_callback';
const CHATGPT_REDIRECT = 'https://chatgpt.com/connector_platform_oauth_redirect';

export const claude = {
  name: 'Claude',
  known:
    'claude.ai: document as served on 29 September 2026; registration as reported in September 2026 (anthropics/claude-ai-mcp 1043: a secret wherever the server has that); requests taken to be those of Claude Code',
  registration: {
    ...PUBLIC,
    client_name: 'Claude',
    redirect_uris: [CLAUDE_REDIRECT],
    token_endpoint_auth_method: 'client_secret_post',
  },
  document: {
    client_id: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
    client_name: 'Claude',
    client_uri: 'https://claude.ai',
    redirect_uris: [CLAUDE_REDIRECT],
    grant_types: [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  },
  applicationType: 'web',
  redirects: [CLAUDE_REDIRECT],
  scope: 'resource',
  offlineAccess: true,
  prompt: 'consent',
  refreshScope: 'none',
} satisfies RealClient;

export const chatgpt = {
  name: 'ChatGPT',
  known:
    'chatgpt.com: document as served in September 2026; where private_key_jwt is offered it uses that, with the token endpoint as audience (recorded); registration as servers report it in 2026; requests as its documentation has them',
  registration: { ...PUBLIC, client_name: 'ChatGPT', redirect_uris: [CHATGPT_REDIRECT] },
  document: {
    client_id: 'https://chatgpt.com/oauth/client.json',
    client_name: 'ChatGPT',
    client_uri: 'https://chatgpt.com',
    redirect_uris: [CHATGPT_REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg: 'RS256',
    jwks_uri: 'https://chatgpt.com/oauth/jwks.json',
  },
  applicationType: 'web',
  redirects: [CHATGPT_REDIRECT],
  scope: 'resource',
  offlineAccess: true,
  refreshScope: 'none',
} satisfies RealClient;
