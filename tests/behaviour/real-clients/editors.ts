/** Clients that are editors: a program, a page at a host of theirs, or both. */
import { PUBLIC, type RealClient } from './real-client.ts';

const VS_CODE_FIXED = 'http://127.0.0.1:33418/';
const VS_CODE_PAGE = 'https://vscode.dev/redirect';
const CURSOR_LOOPBACK = 'http://localhost:8787/callback';
const CURSOR_PAGE = 'https://www.cursor.com/agents/mcp/oauth/callback';
const CURSOR_SCHEME = 'cursor://anysphere.cursor-mcp/oauth/callback';

export const vsCode = {
  name: 'VS Code',
  known:
    'Visual Studio Code, main in autumn 2026 (read); document as served in 2026, with `no-store`. Where its port is taken it listens at any other',
  registration: {
    client_name: 'Visual Studio Code',
    client_uri: 'https://code.visualstudio.com',
    // Of what it could do, it names what the server has.
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [
      'https://insiders.vscode.dev/redirect',
      VS_CODE_PAGE,
      'http://127.0.0.1/',
      VS_CODE_FIXED,
    ],
    scope: 'notes:read',
    token_endpoint_auth_method: 'none',
    application_type: 'native',
  },
  document: {
    application_type: 'native',
    client_id: 'https://vscode.dev/oauth/client-metadata.json',
    client_name: 'Visual Studio Code',
    client_uri: 'https://vscode.dev/product',
    grant_types: [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    response_types: ['code'],
    redirect_uris: [VS_CODE_PAGE, VS_CODE_FIXED],
    token_endpoint_auth_method: 'none',
  },
  applicationType: 'native',
  redirects: [VS_CODE_FIXED, 'http://127.0.0.1:51234/', VS_CODE_PAGE],
  scope: 'challenge',
  offlineAccess: false,
  refreshScope: 'none',
} satisfies RealClient;

export const cursor = {
  name: 'Cursor',
  known:
    'Cursor 3: its three redirects as servers report them in 2026; builds say `web` or nothing of their type; requests taken to be those of the SDK that it is made with (TypeScript v1); no document',
  registration: {
    ...PUBLIC,
    client_name: 'Cursor',
    redirect_uris: [CURSOR_LOOPBACK, CURSOR_PAGE, CURSOR_SCHEME],
    application_type: 'web',
  },
  applicationType: 'native',
  redirects: [CURSOR_SCHEME, CURSOR_LOOPBACK, CURSOR_PAGE],
  scope: 'challenge',
  offlineAccess: false,
  refreshScope: 'none',
} satisfies RealClient;
