import { type AddedClient, Gatehouse } from '../behaviour/actors/gatehouse.ts';
import { McpProcess } from '../behaviour/actors/mcp-process.ts';
import { freePort } from '../harness/ports.ts';
import { AuthorizationRefused, Program } from '../harness/program.ts';
import type { Sdk } from '../harness/sdk/sdk.ts';
import { v1 } from '../harness/sdk/v1.ts';
import { v2 } from '../harness/sdk/v2.ts';
import type { Stack } from '../harness/stack.ts';
import { expect, test as base } from './fixtures.ts';
import type { Person } from './person.ts';
import { watch } from './watch.ts';

interface ProxyFixtures {
  /** the MCP server as a proxy, the authorization server as its provider */
  mcp: McpProcess;
}

const test = base.extend<ProxyFixtures>({
  mcp: async ({ stack, context, faults }, use) => {
    const proxy = await startProxy(stack);
    watch(context, new URL(proxy.url).origin, faults);
    await use(proxy);
    await proxy.stop();
  },
});

async function startProxy(stack: Stack): Promise<McpProcess> {
  const { issuer } = stack;
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const gatehouse = Gatehouse.of(stack);
  const look = ['--view', 'mcp:read=Look around', '--offline'];
  await gatehouse.json('resources', 'add', `${origin}/mcp`, ...look);
  const options = ['--auth-method', 'client_secret_post'];
  const redirect = ['--redirect-uri', `${origin}/proxy/callback`];
  const registered: AddedClient = await gatehouse.json(
    'clients',
    'add',
    'Proxy',
    ...options,
    ...redirect,
  );
  return McpProcess.start(
    {
      AUTH_MODE: 'proxy',
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: `${origin}/mcp`,
      AUTH_CLIENT_ID: registered.client_id,
      AUTH_CLIENT_SECRET: registered.client_secret,
      PROXY_AUTHORIZATION_URL: `${issuer}/auth`,
      PROXY_TOKEN_URL: `${issuer}/token`,
      PROXY_REVOCATION_URL: `${issuer}/token/revocation`,
    },
    port,
  );
}

/** Reads the page first: an Allow within a second of it counts for nothing. */
async function allowAtProxy(person: Person, heading = 'Connect Notes?'): Promise<void> {
  await expect(person.heading).toHaveText(heading);
  await person.page.waitForTimeout(1000);
  await person.allow();
}

const programFor = ({ url }: McpProcess, { page }: Person, sdk: Sdk = v1) =>
  Program.start({
    name: 'Notes',
    mcpUrl: url,
    sdk,
    openBrowser: (address) => page.goto(address.href),
    waitsForPage: true,
  });

for (const [name, sdk] of Object.entries({ 'SDK v1': v1, 'SDK v2': v2 })) {
  test(`a program of ${name} goes through the proxy: its own consent, then the provider’s login`, async ({
    mcp,
    person,
  }) => {
    const program = await programFor(mcp, person, sdk);
    const called = program.callTool('user_action', { data: 'a list' });
    await allowAtProxy(person);
    await expect(person.heading).toHaveText(/^Sign in to /);
    await person.signIn('GitHub', 'ada');
    await person.seesConsentFor('Proxy');
    await person.allow();
    await allowAtProxy(person, 'Finish connecting Notes?');
    expect(await called).toBe('User ada processed: a list');
    await person.isBackInTheProgram();

    // The same token is good only here: it was issued to the proxy, and for its URL.
    expect((await mcp.call(program.accessToken, 'whoami')).status).toBe(200);
    expect((await mcp.call(`${program.accessToken.slice(0, -8)}AAAAAAAA`, 'whoami')).status).toBe(
      401,
    );
    await program.close();
  });
}

test('a person who is signed in at the provider is still asked about a new program', async ({
  mcp,
  person,
}) => {
  const first = await programFor(mcp, person);
  const called = first.callTool('whoami');
  await allowAtProxy(person);
  await person.signIn('GitHub', 'grace');
  await person.allow();
  await allowAtProxy(person, 'Finish connecting Notes?');
  await called;
  await first.close();

  const second = await programFor(mcp, person);
  const refused = second.callTool('whoami');
  await expect(person.heading).toHaveText('Connect Notes?');
  await person.button('Deny').click();
  await expect(refused).rejects.toThrow(AuthorizationRefused);
  await second.close();
});
