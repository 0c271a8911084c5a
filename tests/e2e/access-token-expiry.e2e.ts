import { expect, test } from './fixtures.ts';

/** The shortest that the configuration takes; resource servers allow clocks to differ by 5 s. */
const LIFETIME_S = 30;
const SKEW_S = 5;

test.use({ stackOptions: { auth: { ACCESS_TOKEN_LIFETIME: `${LIFETIME_S}s` } } });

test('an expired token gets 401 with a challenge, and the program refreshes without asking', async ({
  startProgram,
  person,
  stack,
}) => {
  test.setTimeout(120_000);
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.allow();
  await called;
  const first = program.accessToken;
  const request = () =>
    fetch(stack.mcpUrl, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${first}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-11-25',
          capabilities: {},
          clientInfo: { name: 'probe', version: '1' },
        },
      }),
    });
  expect((await request()).status).toBe(200);

  await new Promise((resolve) => {
    setTimeout(resolve, (LIFETIME_S + SKEW_S + 1) * 1000);
  });
  const expired = await request();
  expect(expired.status).toBe(401);
  const challenge = expired.headers.get('www-authenticate');
  expect(challenge).toMatch(/^Bearer /);
  expect(challenge).toMatch(/error="invalid_token"/);
  expect(challenge).toMatch(/resource_metadata="/);

  const asked = program.authorizationUrl;
  const from = program.exchanges.length;
  expect(await program.callTool('user_action', { data: 'later' })).toBe(
    'User ada processed: later',
  );
  expect(program.authorizationUrl).toBe(asked);
  expect(program.accessToken).not.toBe(first);
  const seen = program.exchanges.slice(from).map(({ url, status }) => [url, status]);
  expect(seen[0]).toEqual([stack.mcpUrl, 401]);
  expect(seen).toContainEqual([`${stack.issuer}/token`, 200]);
});
