import { Program } from '../harness/program.ts';
import { expect, test } from './fixtures.ts';
import { refreshToken, refreshWith, revoke } from './token-endpoint.ts';

test('a refresh gives new tokens and asks nobody', async ({ startProgram, person }) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.allow();
  await called;
  const before = { access: program.accessToken, refresh: refreshToken(program) };
  const asked = program.authorizationUrl;

  expect(await program.refresh()).toBe('AUTHORIZED');
  expect(program.accessToken).not.toBe(before.access);
  expect(refreshToken(program)).not.toBe(before.refresh);
  expect(program.authorizationUrl).toBe(asked);
  expect(await program.callTool('user_action', { data: 'x' })).toBe('User ada processed: x');
});

test('a program that was ended goes on later with what it kept', async ({
  startProgram,
  person,
  stack,
}) => {
  const first = await startProgram();
  const called = first.callTool('whoami');
  await person.signIn('Google', 'edsger@example.net');
  await person.allow();
  await called;
  const kept = JSON.stringify(first.remembered);
  await first.close();

  const later = await Program.start({
    mcpUrl: stack.mcpUrl,
    openBrowser: () => Promise.reject(new Error('nobody is to be asked')),
    remembered: JSON.parse(kept) as Program['remembered'],
  });
  try {
    expect(await later.refresh()).toBe('AUTHORIZED');
    expect(await later.callTool('whoami')).toContain('"login"');
  } finally {
    await later.close();
  }
});

test('after a revocation a refresh answers invalid_grant and the program signs in again', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.allow();
  await called;
  const revoked = refreshToken(program);
  expect(await revoke(stack.issuer, program, revoked)).toBe(200);

  const answer = await refreshWith(stack.issuer, program, revoked);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: 'invalid_grant' });

  expect(await program.refresh()).toBe('REDIRECT');
  // Still signed in here: one press is enough.
  await person.seesConsentFor('Test program');
  await person.allow();
  await program.finish();
  expect(refreshToken(program)).not.toBe(revoked);
  expect(await program.callTool('user_action', { data: 'x' })).toBe('User ada processed: x');
});

test('a revoked access token takes its refresh token with it', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'grace');
  await person.allow();
  await called;
  expect(await revoke(stack.issuer, program, program.accessToken)).toBe(200);
  const answer = await refreshWith(stack.issuer, program, refreshToken(program));
  expect(answer.body).toMatchObject({ error: 'invalid_grant' });
});

test('a code that is presented again is refused and takes back what it gave', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  let code: string | null = null;
  person.page.on('request', (request) => {
    if (!request.url().startsWith(program.redirectUri)) return;
    code = new URL(request.url()).searchParams.get('code');
  });
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.allow();
  await called;
  const verifier = program.remembered.codeVerifier;
  const again = await fetch(`${stack.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: code!,
      code_verifier: verifier!,
      redirect_uri: program.redirectUri,
      client_id: program.remembered.client!.client_id,
    }),
  });
  expect(again.status).toBe(400);
  expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
  const answer = await refreshWith(stack.issuer, program, refreshToken(program));
  expect(answer.body).toMatchObject({ error: 'invalid_grant' });
});
