/** What somebody who has installed the package is told by the compiler: that nothing became `any`. */
import { type AuthInfo, jwtVerifier, protectedResource, type Verifier } from '@gatehouse/auth-core';
import { authOf, protect } from '@gatehouse/auth-core/express';
import { protectFetch } from '@gatehouse/auth-core/fetch';
import { authOf as callerOf, protectMcp, registerTool } from '@gatehouse/auth-core/mcp';
import { oauthTokenVerifier } from '@gatehouse/auth-core/mcp-v1';
import { createTestIssuer } from '@gatehouse/auth-core/testing';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_yes: Same<A, B>): void => {};

const verifier = jwtVerifier({ issuer: 'https://a.example', audience: 'https://b.example' });
const resource = protectedResource({
  resource: 'https://b.example',
  authorizationServers: ['https://a.example'],
  scopesSupported: [],
  verifier,
});
same<Awaited<ReturnType<typeof resource.verify>>, AuthInfo>(true);
same<ReturnType<typeof authOf>, AuthInfo>(true);
same<ReturnType<typeof callerOf>, AuthInfo>(true);
same<AuthInfo['expiresAt'], number>(true);
same<Awaited<ReturnType<Verifier['verify']>>['extra']['claims'][string], unknown>(true);
same<ReturnType<ReturnType<typeof protectFetch>>, Promise<Response>>(true);
same<Awaited<ReturnType<typeof createTestIssuer>>['issuer'], string>(true);

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
