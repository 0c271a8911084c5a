/** Verifies tokens with the installed package: on whatever runs this, and with nothing but it. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import { metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { protectFetch } from '@gatehouse/auth-core/fetch';
import { protectMcp, registerTool } from '@gatehouse/auth-core/mcp';
import { oauthTokenVerifier } from '@gatehouse/auth-core/mcp-v1';
import { createTestIssuer } from '@gatehouse/auth-core/testing';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import express from 'express';

const audience = 'https://mcp.example.com/mcp';
const issuer = await createTestIssuer({ audience });
const resource = protectedResource({
  resource: audience,
  authorizationServers: [issuer.issuer],
  scopesSupported: ['mcp:read'],
  verifier: jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch }),
});
const good = await issuer.token();
const bad = `${good.slice(0, good.lastIndexOf('.'))}.${'A'.repeat(86)}`;
const expired = await issuer.token({ claims: { iat: 1, exp: 2 } });

const toolCall = {
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'who', arguments: {} },
  }),
};

/** @param {(request: Request) => Promise<Response>} handle */
async function check(handle, init = {}) {
  /** @param {string} [token] */
  const ask = async (token) => {
    const request = new Request(audience, init);
    if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
    return handle(request);
  };
  const answer = await ask(good);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /user-1/);
  for (const token of [bad, expired, 'junk', undefined])
    assert.equal((await ask(token)).status, 401);
}

await check(protectFetch(resource, (_request, { subject }) => Response.json({ subject })));

const mcp = createMcpHandler(() => {
  const server = new McpServer({ name: 'test', version: '1' });
  registerTool(server, 'who', { scopes: ['mcp:read'] }, () => ({
    content: [{ type: 'text', text: 'user-1' }],
  }));
  return server;
});
await check(protectMcp(resource, mcp), toolCall);

const app = express().use(metadataRoutes(resource), protect(resource), (req, res) => {
  res.json(req.auth);
});
const server = createServer(app).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
await check((request) =>
  fetch(`http://127.0.0.1:${server.address().port}/mcp`, { headers: request.headers }),
);
server.closeAllConnections();
server.close();

await assert.rejects(oauthTokenVerifier(resource).verifyAccessToken(bad), {
  name: 'InvalidTokenError',
});
const { deno, bun } = process.versions;
const runtime = deno ? `Deno ${deno}` : bun ? `Bun ${bun}` : `Node.js ${process.version}`;
console.log(`${runtime}: good and bad tokens told apart by every entry`);
