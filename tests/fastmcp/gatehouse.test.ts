import { afterAll, expect, test } from 'vitest';
import { Client } from '../behaviour/actors/client.ts';
import { Person } from '../behaviour/actors/person.ts';
import { freePort } from '../harness/ports.ts';
import { Program } from '../harness/program.ts';
import { startStack } from '../harness/stack.ts';
import { startPython } from './python-server.ts';

const algorithms = ['ES256', 'RS256'] as const;
const files = ['jwt_verifier.py', 'remote_auth.py'] as const;
const kinds: { file: string; algorithm: (typeof algorithms)[number]; url: string }[] = [];
for (const file of files) {
  for (const algorithm of algorithms) {
    kinds.push({ file, algorithm, url: `http://localhost:${await freePort()}/mcp` });
  }
}
const stack = await startStack({
  withMcp: false,
  auth: {
    RESOURCES: JSON.stringify(
      kinds.map(({ url, algorithm, file }) => ({
        resource: url,
        name: `${file} with ${algorithm}`,
        scopes: { 'mcp:read': { description: 'Use the tools', kind: 'view' } },
        access_token_alg: algorithm,
      })),
    ),
  },
});
const servers = await Promise.all(
  kinds.map((kind) => startPython({ ...kind, issuer: stack.issuer })),
);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await stack.stop();
});
const cases = kinds.map((kind, index) => ({ ...kind, server: servers[index]! }));

test.each(cases)(
  '$file accepts tokens of Gatehouse with $algorithm, for itself alone',
  async ({ url, algorithm, server }) => {
    const client = await Client.register(stack.issuer);
    const person = new Person(stack);
    const tokenFor = async (resource: string) => {
      const parameters = { resource, scope: 'mcp:read' };
      return (await client.obtainTokens(person, parameters)).access_token;
    };
    const own = await tokenFor(url);
    const [header = ''] = own.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: algorithm,
    });
    const response = await server.greet(own);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Hello, world!');

    const others = kinds.filter((kind) => kind.url !== url);
    for (const other of others) {
      expect((await server.greet(await tokenFor(other.url))).status).toBe(401);
    }
  },
);

test.each(cases.filter(({ file }) => file === 'remote_auth.py'))(
  'a program finds its way from $file to Gatehouse and back, with $algorithm',
  async ({ url }) => {
    const person = new Person(stack);
    const program = await Program.start({
      mcpUrl: url,
      openBrowser: async (address) => {
        await fetch(await person.authorize(address));
      },
    });
    try {
      expect(await program.callTool('greet', { name: 'Ada' })).toBe('Hello, Ada!');
    } finally {
      await program.close();
    }
  },
);
