/**
 * Random and changed tokens and headers, through `protect()`, for every verifier. Each one must get an
 * answer below 500, and must be accepted exactly when an independent check accepts it too.
 *
 * `pnpm test:fuzz`, a part of `npm run test:long`, runs 100,000 of them; `FUZZ_SEED` changes the random
 * choice.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';

import { protect } from '../express/index.ts';
import { protectedResource } from '../index.ts';
import { behindProtect } from './behind-protect.fixture.ts';
import { fuzzedVerifiers } from './fuzzed-verifiers.fixture.ts';
import { tokenIn } from './independent-judge.fixture.ts';
import { authorizations, tokenTexts } from './mutations.fixture.ts';

const isFull = process.env['FUZZ'] === 'full';
const numRuns = isFull ? 100_000 : 1_000;
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_125);
const { verifiers, pool } = fuzzedVerifiers();
const headers = authorizations(tokenTexts(pool));

it(
  `${numRuns} headers: no exception, no 500, and none let in or kept out wrongly`,
  async () => {
    const doors = verifiers.map((one) => ({ ...one, ask: behindProtect(one.verifier) }));
    const letIn = new Map(verifiers.map(({ name }) => [name, 0]));
    const answers = new Map<number, number>();
    const began = performance.now();
    await fc.assert(
      fc.asyncProperty(headers, async (authorization) => {
        const token = tokenIn(authorization);
        for (const { name, ask, isGood } of doors) {
          const outcome = await ask(authorization);
          const shouldBe = token !== undefined && isGood(token);
          if ((outcome === 'let in') !== shouldBe) {
            throw new Error(`${name}: ${outcome}, and it ${shouldBe ? 'is' : 'is not'} good`);
          }
          if (outcome === 'let in') letIn.set(name, (letIn.get(name) ?? 0) + 1);
          else if ([400, 401].includes(outcome))
            answers.set(outcome, (answers.get(outcome) ?? 0) + 1);
          else throw new Error(`${name}: ${outcome}`);
        }
      }),
      { seed, numRuns, endOnFailure: !isFull },
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const counts = [...letIn].map(([name, count]) => `${name} ${count}`).join(', ');
    const refused = [...answers].map(([status, count]) => `${count} × ${status}`).join(', ');
    process.stdout.write(
      `fuzz: seed ${seed}, ${numRuns} headers × ${verifiers.length} verifiers in ${seconds} s; let in: ${counts}; refused: ${refused}\n`,
    );
    // A run without accepted requests would prove nothing about valid tokens.
    for (const [name, count] of letIn) expect(count, name).toBeGreaterThan(numRuns / 1000);
  },
  isFull ? 1_800_000 : 180_000,
);

it(
  'through a real server: the same answers, whatever bytes come',
  async () => {
    const [first] = verifiers;
    if (first === undefined) throw new Error('there are ten');
    const app = express();
    const resource = protectedResource({
      resource: 'https://mcp.example.com/mcp',
      authorizationServers: ['https://auth.example.com'],
      scopesSupported: ['mcp:read'],
      verifier: first.verifier,
    });
    app.use(protect(resource), (_req, res) => void res.sendStatus(204));
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    // A line break would end the header, and other control characters are refused by Node itself.
    const sendable = headers.filter((list) => list.every((header) => !/[\0\r\n]/.test(header)));
    await fc.assert(
      fc.asyncProperty(sendable, async (authorization) => {
        const status = await statusOf(port, authorization);
        const trimmed = authorization.map((header) =>
          Buffer.from(header)
            .toString('latin1')
            .replaceAll(/^[ \t]+|[ \t]+$/g, ''),
        );
        const token = tokenIn(trimmed);
        const shouldBe = token !== undefined && first.isGood(token);
        expect({ status, letIn: status === 204 }).toEqual({ status, letIn: shouldBe });
        expect([204, 400, 401, 431]).toContain(status);
      }),
      { seed, numRuns: isFull ? 2_000 : 200, endOnFailure: !isFull },
    );
  },
  isFull ? 600_000 : 180_000,
);

async function statusOf(port: number, authorization: readonly string[]): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  const lines = authorization.map((header) => `Authorization: ${header}\r\n`).join('');
  socket.setEncoding('latin1');
  socket.write(`GET /mcp HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n`);
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  // A connection that is closed after the answer has got its answer.
  await new Promise((resolve) => socket.once('error', resolve).once('close', resolve));
  return Number(text.slice(9, 12));
}
