import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { McpProcess } from './actors/mcp-process.ts';

let stack: Stack;
let gatehouse: Gatehouse;
let worker: AddedClient;
let server: AddedClient;
beforeAll(async () => {
  stack = await startStack({ databaseUrl: await testDatabaseUrl() });
  gatehouse = Gatehouse.of(stack);
  const { mcpUrl } = stack;
  worker = await added('Worker', '--grant-type', 'client_credentials', '--resource', mcpUrl);
  server = await added('MCP server', '--introspects', mcpUrl);
});
afterAll(async () => {
  await stack?.stop();
});

function added(...args: readonly string[]): Promise<AddedClient> {
  return gatehouse.json('clients', 'add', ...args);
}

/** A command as it stands, in a shell. */
async function shell(command: string): Promise<string> {
  return (await promisify(exec)(command)).stdout;
}

async function tokenByCurl(scope: string): Promise<string> {
  const answer = await shell(
    `curl -s -X POST ${stack.issuer}/token -u '${worker.client_id}:${worker.client_secret}' ` +
      `-d grant_type=client_credentials -d 'scope=${scope}' -d resource=${stack.mcpUrl}`,
  );
  return (JSON.parse(answer) as { access_token: string }).access_token;
}

const callByCurl = (token: string, options = '') =>
  shell(
    `curl -s ${options} -X POST ${stack.mcpUrl} -H "Authorization: Bearer ${token}" ` +
      `-H "Content-Type: application/json" -d '{"jsonrpc":"2.0","id":1,"method":"tools/call",` +
      `"params":{"name":"protected_action","arguments":{"data":"test"}}}'`,
  );

describe('two curls as people write them', () => {
  test('get a token and call a tool, without Accept and without initialize', async () => {
    const answer = await callByCurl(await tokenByCurl('mcp:write'));
    expect(answer).toContain('Processed: test');
    // JSON, and no event stream to be taken apart.
    expect(JSON.parse(answer)).toMatchObject({
      jsonrpc: '2.0',
      id: 1,
      result: { content: [{ type: 'text', text: 'Processed: test' }] },
    });
  });

  test('are told which scope is missing', async () => {
    const answer = await callByCurl(await tokenByCurl('mcp:read'), '-i');
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect(answer).toMatch(/www-authenticate: .*error="insufficient_scope".*mcp:write/i);
  });

  test('are refused with a token that was changed', async () => {
    const token = await tokenByCurl('mcp:write');
    expect(await callByCurl(`${token.slice(0, -8)}AAAAAAAA`, '-i')).toMatch(/^HTTP\/1.1 401 /);
  });
});

describe('AUTH_MODE=introspection', () => {
  const asking = async (env: Readonly<Record<string, string>> = {}) => {
    const mcp = await McpProcess.start({
      AUTH_MODE: 'introspection',
      AUTH_ISSUER: stack.issuer,
      AUTH_AUDIENCE: stack.mcpUrl,
      AUTH_CLIENT_ID: server.client_id,
      AUTH_CLIENT_SECRET: server.client_secret,
      ...env,
    });
    onTestFinished(() => mcp.stop());
    return mcp;
  };

  test('asks the authorization server, which knows what it has revoked', async () => {
    const mcp = await asking();
    const token = await tokenByCurl('mcp:read mcp:write');
    expect(await mcp.call(token, 'protected_action', { data: 'x' })).toMatchObject({
      status: 200,
      text: 'Processed: x',
    });
    const who = JSON.parse((await mcp.call(token, 'whoami')).text ?? '') as object;
    expect(who).toMatchObject({ client_id: worker.client_id });

    const refused = { status: 401, challenge: expect.stringMatching(/error="invalid_token"/) };
    for (const bad of ['opaque-and-unknown', `${token.slice(0, -8)}AAAAAAAA`]) {
      expect(await mcp.call(bad, 'whoami')).toMatchObject(refused);
    }
    // Stopped from anew it remembers nothing, and a client that was shut out has no good token.
    const again = await asking();
    await gatehouse.json('clients', 'disable', worker.client_id);
    onTestFinished(async () => {
      await gatehouse.json('clients', 'enable', worker.client_id);
    });
    expect(await again.call(token, 'whoami')).toMatchObject(refused);
  });

  test('is 503, and tells the operator, when its own secret is wrong', async () => {
    const mcp = await asking({ AUTH_CLIENT_SECRET: 'hunter2' });
    const answer = await mcp.call(await tokenByCurl('mcp:read'), 'whoami');
    expect(answer).toMatchObject({ status: 503, challenge: null });
    await expect.poll(() => mcp.output).toContain('issuer_credentials_refused');
    expect(mcp.output).not.toContain('hunter2');
  });
});

describe('what the operator of the MCP server sees of that', () => {
  const figures = async () => (await fetch(`${stack.mcpOperationsUrl}/metrics`)).text();

  test('calls by tool and outcome, refusals by reason, and that the keys came once', async () => {
    await callByCurl(await tokenByCurl('mcp:write'));
    await callByCurl(await tokenByCurl('mcp:read'));
    await expect
      .poll(figures)
      .toMatch(/_refused_requests_total\{reason="scope_insufficient"\} [1-9]/);
    const text = await figures();
    for (const outcome of ['ok', 'refused']) {
      expect(text).toMatch(
        new RegExp(`_tool_calls_total\\{tool="protected_action",outcome="${outcome}"\\} [1-9]`),
      );
    }
    expect(text).toContain('gatehouse_mcp_key_fetches_total{outcome="ok"} 1\n');
    expect(text).toMatch(/gatehouse_mcp_build_info\{version="0\.0\.0",commit="[^"]+",node="v/);
    expect(text).not.toContain(worker.client_id);
    expect((await fetch(`${stack.mcpOperationsUrl}/readyz`)).status).toBe(200);
  });

  test('a line that has the id of the answer, the trace of the call, and who called', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const options = `-i -H 'traceparent: 00-${trace}-b7ad6b7169203331-01'`;
    const answer = await callByCurl(await tokenByCurl('mcp:write'), options);
    const [, id] = /^x-request-id: (\S+)\r$/im.exec(answer) ?? [];
    const line = () => stack.mcp.output.split('\n').find((one) => one.includes(`"id":"${id}"`));
    await expect.poll(line).toBeDefined();
    expect(JSON.parse(line() ?? '')).toMatchObject({
      id,
      trace_id: trace,
      path: '/mcp',
      status: 200,
      client_id: worker.client_id,
    });
  });
});
