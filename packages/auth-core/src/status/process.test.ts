import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = `
  import { jwtVerifier, statusChecked } from '${new URL('../index.ts', import.meta.url).href}';
  import { createTestIssuer, testStatusList } from '${new URL('../testing/index.ts', import.meta.url).href}';
  const audience = 'https://mcp.example.com/mcp';
  const issuer = await createTestIssuer({ audience });
  const list = testStatusList({ issuer });
  const { fetch } = list;
  const verifier = statusChecked(jwtVerifier({ issuer: issuer.issuer, audience, fetch }), { fetch });
  await verifier.verify(await issuer.token({ claims: { status: list.reference(7) } }));
  console.log('accepted', list.requests.length);
`;

it('a list that is polled does not keep a process alive', async () => {
  const arguments_ = ['--input-type=module', '--eval', script];
  // Polling would go on for 15 minutes.
  const { stdout } = await promisify(execFile)(process.execPath, arguments_, { timeout: 60_000 });
  expect(stdout).toBe('accepted 1\n');
}, 70_000);
