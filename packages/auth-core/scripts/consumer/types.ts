/** What somebody who has installed the package is told by the compiler: that nothing became `any`. */
import { type AuthInfo, jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import { type authOf, protect } from '@gatehouse/auth-core/express';
import type { protectFetch } from '@gatehouse/auth-core/fetch';
import { type authOf as callerOf, protectMcp, registerTool } from '@gatehouse/auth-core/mcp';
import { oauthTokenVerifier } from '@gatehouse/auth-core/mcp-v1';
import type { createTestIssuer } from '@gatehouse/auth-core/testing';

/** Whether declarations were lost on the way, and a type with them. */
type Lost<T> = 0 extends 1 & T ? true : false;

const verifier = jwtVerifier({ issuer: 'https://a.example', audience: 'https://b.example' });
const resource = protectedResource({
  resource: 'https://b.example',
  authorizationServers: ['https://a.example'],
  scopesSupported: [],
  verifier,
});
export const lost: readonly [
  Lost<AuthInfo>,
  Lost<AuthInfo['extra']['claims']>,
  Lost<Awaited<ReturnType<typeof resource.verify>>>,
  Lost<ReturnType<typeof authOf>>,
  Lost<ReturnType<typeof callerOf>>,
  Lost<ReturnType<typeof protect>>,
  Lost<ReturnType<typeof protectFetch>>,
  Lost<ReturnType<typeof protectMcp>>,
  Lost<ReturnType<typeof registerTool>>,
  Lost<ReturnType<typeof oauthTokenVerifier>>,
  Lost<Awaited<ReturnType<typeof createTestIssuer>>>,
] = [false, false, false, false, false, false, false, false, false, false, false];

// @ts-expect-error -- the audience is missing
jwtVerifier({ issuer: 'https://a.example' });
// @ts-expect-error -- not a resource
protect({});
// @ts-expect-error -- no handler of MCP
protectMcp(resource, {});
// @ts-expect-error -- no verifier
oauthTokenVerifier({});
// @ts-expect-error -- the scopes are missing
registerTool({} as Parameters<typeof registerTool>[0], 'a', {}, () => ({ content: [] }));
