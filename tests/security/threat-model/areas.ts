/** The areas of the threat model: a page of `docs/threat-model` for each. */
import type { Threat } from './threat.ts';
import { authorizationCodes } from './threats/authorization-codes.ts';
import { authorizationEndpoint } from './threats/authorization-endpoint.ts';
import { clientDocuments } from './threats/client-documents.ts';
import { documentsRead } from './threats/documents-read.ts';
import { documentsShown } from './threats/documents-shown.ts';
import { failures } from './threats/failures.ts';
import { mcpOperations } from './threats/mcp-operations.ts';
import { mcpServer } from './threats/mcp-server.ts';
import { metadata } from './threats/metadata.ts';
import { openIdLogins } from './threats/openid-logins.ts';
import { operator } from './threats/operator.ts';
import { pages } from './threats/pages.ts';
import { redirectUris } from './threats/redirect-uris.ts';
import { refreshTokens } from './threats/refresh-tokens.ts';
import { registration } from './threats/registration.ts';
import { resourceServer } from './threats/resource-server.ts';
import { resourceServerKeys } from './threats/resource-server-keys.ts';
import { resourceServerRequests } from './threats/resource-server-requests.ts';
import { scopeRules } from './threats/scope-rules.ts';
import { scopesOnPages } from './threats/scopes-on-pages.ts';
import { sessions } from './threats/sessions.ts';
import { storedSecrets } from './threats/stored-secrets.ts';
import { tokenEndpoint } from './threats/token-endpoint.ts';
import { upstreamSignIn } from './threats/upstream-sign-in.ts';

export interface Area {
  /** name of the page, without `.md` */
  readonly name: string;
  readonly title: string;
  /** the families of ids that the page has, in this order; each family is in one area */
  readonly families: readonly string[];
  readonly threats: readonly Threat[];
}

/** In the order of a sign-in, and then what is around it. */
export const AREAS: readonly Area[] = [
  {
    name: 'authorization-endpoint',
    title: 'Authorization endpoint',
    families: ['AZ'],
    threats: authorizationEndpoint,
  },
  { name: 'redirect-uris', title: 'Redirect URIs', families: ['RU'], threats: redirectUris },
  {
    name: 'upstream-sign-in',
    title: 'Signing in at a provider',
    families: ['FE'],
    threats: [...upstreamSignIn, ...openIdLogins, ...scopeRules],
  },
  {
    name: 'pages',
    title: 'Pages and forms',
    families: ['UI'],
    threats: [...pages, ...scopesOnPages],
  },
  { name: 'sessions', title: 'Sessions and cookies', families: ['SE'], threats: sessions },
  {
    name: 'authorization-codes',
    title: 'PKCE and authorization codes',
    families: ['PK', 'CO'],
    threats: authorizationCodes,
  },
  {
    name: 'token-endpoint',
    title: 'Token endpoint, introspection and guessing',
    families: ['TE'],
    threats: tokenEndpoint,
  },
  {
    name: 'refresh-tokens',
    title: 'Refresh tokens and revocation',
    families: ['RT'],
    threats: refreshTokens,
  },
  { name: 'registration', title: 'Client registration', families: ['DC'], threats: registration },
  {
    name: 'client-documents',
    title: 'Clients with metadata documents',
    families: ['CI'],
    threats: [...clientDocuments, ...documentsRead, ...documentsShown],
  },
  { name: 'metadata', title: 'Metadata, hosts and keys', families: ['MD'], threats: metadata },
  {
    name: 'stored-secrets',
    title: 'Stored secrets and leaks',
    families: ['LK'],
    threats: storedSecrets,
  },
  { name: 'operator', title: 'The operator’s machine', families: ['OP'], threats: operator },
  { name: 'failures', title: 'Failures and load', families: ['FA', 'DO'], threats: failures },
  {
    name: 'resource-server',
    title: 'Tokens at a resource server',
    families: ['RS'],
    threats: [...resourceServer, ...resourceServerKeys, ...resourceServerRequests],
  },
  {
    name: 'mcp-server',
    title: 'MCP server and proxy',
    families: ['MC'],
    threats: [...mcpServer, ...mcpOperations],
  },
];
