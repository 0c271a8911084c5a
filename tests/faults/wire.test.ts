import { afterAll, describe, expect, test } from 'vitest';
import { type Answer, newVerifier, tokensOf } from '../behaviour/actors/client.ts';
import { formTo, headingOf, type Page } from '../behaviour/actors/page.ts';
import type { Moment } from './wire/cutting-proxy.ts';
import { startWiredServer } from './wire/wired-server.ts';

/** More statements than any of these takes. */
const MANY = 60;

const server = await startWiredServer({ DATABASE_POOL_SIZE: '2' });
const { proxy, stored, client, person } = server;
afterAll(() => server.stop());

/** Either it was done all the same, or the client is asked to come back. */
function isDone({ status, headers }: Answer | Page): boolean {
  if (status === 200) return true;
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toMatch(/^\d+$/);
  return false;
}

/** Breaks the wire at the first statement, the second, and so on, until there is none left. */
async function atEveryStatement(run: (n: number) => Promise<boolean>): Promise<number> {
  for (let n = 1; n < MANY; n += 1) if (!(await run(n))) return n - 1;
  throw new Error('there is always one statement more');
}

async function expectNothingHalfDone(): Promise<void> {
  expect(await stored.chains()).toMatchObject({ forked: 0, torn: 0 });
  expect(await stored.codesWithoutTokens()).toBe(0);
}

/** What somebody does about a page that asks for patience: reloads it, or presses again. */
function tryAgain(page: Page, consent: Page): Promise<Page> {
  return page.url.pathname.endsWith('/consent')
    ? person.decide(consent)
    : person.browser.open(page.url);
}

describe.each<Moment>(['before', 'after'])(
  'a connection cut %s a statement took effect',
  (moment) => {
    test('of a code exchange: the client comes back, or a committed code is begun again', async () => {
      const outcomes: string[] = [];
      const statements = await atEveryStatement(async (n) => {
        const code = await client.obtainCode(person);
        const [answer, reached] = await proxy.cut(n, moment, () => client.exchange(code));
        if (isDone(answer)) {
          outcomes.push('done');
          return reached;
        }
        const committed = await stored.isUsed(code.code);
        const again = await client.exchange(code);
        outcomes.push(again.status === 200 ? 'done when sent again' : 'begun again');
        expect(again.body.error).toBe(committed ? 'invalid_grant' : undefined);
        tokensOf(await client.refresh(await client.obtainTokens(person)));
        return reached;
      });
      process.stdout.write(
        `cut ${moment} the n-th statement of an exchange: ${outcomes.join(', ')}\n`,
      );
      expect(statements).toBeGreaterThanOrEqual(2);
      await expectNothingHalfDone();
    });

    test('of a refresh: the client comes back, and the chain goes on', async () => {
      const outcomes: string[] = [];
      let tokens = await client.obtainTokens(person);
      const statements = await atEveryStatement(async (n) => {
        const [answer, reached] = await proxy.cut(n, moment, () => client.refresh(tokens));
        const done = isDone(answer);
        outcomes.push(done ? 'done' : 'done when sent again');
        tokens = tokensOf(done ? answer : await client.refresh(tokens));
        return reached;
      });
      process.stdout.write(
        `cut ${moment} the n-th statement of a refresh: ${outcomes.join(', ')}\n`,
      );
      expect(statements).toBeGreaterThanOrEqual(2);
      tokensOf(await client.refresh(tokens));
      await expectNothingHalfDone();
    });

    test('of a consent: the person tries again, or begins again after a committed code', async () => {
      const outcomes: string[] = [];
      const statements = await atEveryStatement(async (n) => {
        const verifier = newVerifier();
        const consent = await person.open(client.authorizationUrl({}, verifier));
        const codes = await stored.codes();
        const [page, reached] = await proxy.cut(n, moment, () => person.decide(consent));
        const isCommitted = (await stored.codes()) > codes;
        const end = page.isOutside || isDone(page) ? page : await tryAgain(page, consent);
        const code = end.url.searchParams.get('code');
        expect(code !== null || isCommitted, `statement ${n}: ${headingOf(end)}`).toBe(true);
        if (code !== null) tokensOf(await client.exchange({ code, code_verifier: verifier }));
        // Whoever was signed in still is.
        const next = await person.browser.open(client.authorizationUrl());
        expect(formTo(next, '/consent'), `statement ${n}: ${headingOf(next)}`).toBeDefined();
        const again = code === null ? 'begun again' : 'done when tried again';
        outcomes.push(page.isOutside ? 'done' : again);
        return reached;
      });
      process.stdout.write(
        `cut ${moment} the n-th statement of a consent: ${outcomes.join(', ')}\n`,
      );
      expect(statements).toBeGreaterThanOrEqual(3);
      await expectNothingHalfDone();
    });
  },
);
