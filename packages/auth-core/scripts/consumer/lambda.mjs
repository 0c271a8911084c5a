/** Adapters for AWS Lambda: most make requests whose headers are only in `headers`. */
import assert from 'node:assert/strict';

import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import { authOf, metadataRoutes, protect } from '@gatehouse/auth-core/express';
import { protectFetch } from '@gatehouse/auth-core/fetch';
import { createTestIssuer } from '@gatehouse/auth-core/testing';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

/** Of the project in which this runs, and of no workspace. */
const installed = ['express', 'express-5', 'serverless-http', '@codegenie/serverless-express'];
const [express4, express5, serverless, serverlessExpress] = await Promise.all(
  installed.map(async (name) => (await import(name)).default),
);

const audience = 'https://mcp.example.com/mcp';
const issuer = await createTestIssuer({ audience });
const resource = protectedResource({
  resource: audience,
  authorizationServers: [issuer.issuer],
  scopesSupported: ['mcp:read'],
  verifier: jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch }),
});

function appOf(express) {
  const app = express().use(metadataRoutes(resource));
  app.get('/mcp', protect(resource), (req, res) => res.json({ subject: authOf(req).subject }));
  return app;
}
/** As the README says for both: headers are filled, and bodies read before anything waits. */
function appWithBodies(express) {
  const app = express().use(withRawHeaders, express.json());
  app.all('/mcp', protect(resource), (req, res) => res.json({ sent: req.body, type: typeOf(req) }));
  return app;
}
function withRawHeaders(req, _res, next) {
  const entries = Object.entries(req.headers);
  req.rawHeaders = entries.flatMap(([name, value]) => [name, String(value)]);
  next();
}
/** As the transport of MCP SDK version 1 reads it. */
function typeOf({ rawHeaders }) {
  return rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === 'content-type') + 1];
}
const inHono = protectFetch(resource, (_request, { subject }) => Response.json({ subject }));
const hono = new Hono().all('*', (c) => inHono(c.req.raw));
const handlers = {
  'serverless-http with Express 4': serverless(appOf(express4)),
  'serverless-http with Express 5': serverless(appOf(express5)),
  'serverless-express with Express 4': serverlessExpress({ app: appOf(express4) }),
  'serverless-express with Express 5': serverlessExpress({ app: appOf(express5) }),
  'hono/aws-lambda': handle(hono),
};
const handlersWithBodies = {
  'serverless-http with Express 4': serverless(appWithBodies(express4)),
  'serverless-http with Express 5': serverless(appWithBodies(express5)),
  'serverless-express with Express 4': serverlessExpress({ app: appWithBodies(express4) }),
  'serverless-express with Express 5': serverlessExpress({ app: appWithBodies(express5) }),
};

/** An event of an HTTP API (payload 2.0), whose headers of one name were joined by a comma. */
function second(authorization, path = '/mcp') {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: {
      host: 'mcp.example.com',
      ...(authorization && { authorization: authorization.join(', ') }),
    },
    requestContext: {
      domainName: 'mcp.example.com',
      http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      stage: '$default',
    },
    isBase64Encoded: false,
  };
}

/** An event of a REST API (payload 1.0), with every value of a header. */
function first(authorization, path = '/mcp') {
  const last = authorization?.at(-1);
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: 'GET',
    headers: { Host: 'mcp.example.com', ...(last && { Authorization: last }) },
    multiValueHeaders: {
      Host: ['mcp.example.com'],
      ...(authorization && { Authorization: authorization }),
    },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    requestContext: { httpMethod: 'GET', path, identity: { sourceIp: '127.0.0.1' }, stage: 'prod' },
    body: null,
    isBase64Encoded: false,
  };
}

const token = await issuer.token();
const bearer = `Bearer ${token}`;
for (const [name, handler] of Object.entries(handlers)) {
  for (const event of [first, second]) {
    const ask = async (...from) => {
      const answer = await handler(event(...from), {}, () => {});
      return [answer.statusCode, answer.body];
    };
    const what = `${name}, ${event.name} payload`;
    assert.deepEqual(await ask([bearer]), [200, '{"subject":"user-1"}'], what);
    assert.equal((await ask(['Bearer junk']))[0], 401, what);
    assert.equal((await ask())[0], 401, what);
    assert.equal((await ask(undefined, '/.well-known/oauth-protected-resource/mcp'))[0], 200, what);
    // Two headers are never taken for one. Some adapters pass on the last alone, like some proxies.
    const [twice] = await ask([bearer, 'Bearer junk']);
    assert.notEqual(twice, 200, what);
    const [joined] = await ask([`${bearer}, ${bearer}`]);
    assert.equal(joined, 400, what);
  }
}

/** @returns the event as a `POST` of JSON */
function posted(event) {
  const body = '{"tool":"whoami"}';
  const method = 'POST';
  const http = event.requestContext.http && { ...event.requestContext.http, method };
  const added = { 'content-type': 'application/json', 'content-length': String(body.length) };
  return {
    ...event,
    body,
    headers: { ...event.headers, ...added },
    ...(event.multiValueHeaders && {
      multiValueHeaders: {
        ...event.multiValueHeaders,
        ...Object.fromEntries(Object.entries(added).map(([name, value]) => [name, [value]])),
      },
    }),
    ...(event.httpMethod && { httpMethod: method }),
    requestContext: { ...event.requestContext, ...(http ? { http } : { httpMethod: method }) },
  };
}

for (const [name, handler] of Object.entries(handlersWithBodies)) {
  for (const event of [first, second]) {
    const ask = async (...from) => {
      const answer = await handler(posted(event(...from)), {}, () => {});
      return [answer.statusCode, answer.body];
    };
    const what = `${name}, ${event.name} payload, with a body`;
    const echoed = '{"sent":{"tool":"whoami"},"type":"application/json"}';
    assert.deepEqual(await ask([bearer]), [200, echoed], what);
    assert.equal((await ask(['Bearer junk']))[0], 401, what);
    assert.notEqual((await ask([bearer, 'Bearer junk']))[0], 200, what);
    assert.equal((await ask([`${bearer}, ${bearer}`]))[0], 400, what);
  }
}
console.log(`Lambda: good and bad tokens told apart by ${Object.keys(handlers).join(', ')}`);
