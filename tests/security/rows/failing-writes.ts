import { type Client, tokensOf } from '../../behaviour/actors/client.ts';
import { formTo } from '../../behaviour/actors/page.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { sayAnswer } from '../runner/words.ts';

const WHY = 'the database is made to fail';

/** More writes than any of these makes. */
const ENOUGH = 20;

/**
 * Lets the first write fail, then the second, and so on, until there are no more.
 *
 * @param attempt is made while the write fails
 * @param afterwards what becomes of it when the client tries again, in words
 */
async function everyWrite(
  on: Target,
  attempt: (n: number) => Promise<unknown>,
  afterwards: (n: number) => Promise<string>,
): Promise<Record<string, string>> {
  const observed: Record<string, string> = {};
  for (let n = 1; n < ENOUGH; n += 1) {
    if (!(await on.failingWrite(n, () => attempt(n)))) return observed;
    observed[`write ${n}`] = await afterwards(n);
  }
  throw new Error(`more than ${ENOUGH} writes`);
}

export const failingWrites: readonly Row[] = [
  {
    id: 'FA-01',
    attack:
      'the database fails the n-th write of a refresh, for every n; the client sends it again',
    expected: '200 tokens',
    stock: 'red',
    changes: 'not compared',
    mayFail: WHY,
    async prepare(on) {
      const { client } = await on.issued();
      return async () => {
        let tokens = (await on.issued({}, client)).tokens;
        return everyWrite(
          on,
          () => client.refresh(tokens),
          async () => {
            const again = await client.refresh(tokens);
            // Where that was the end of a session, the next write is tried with another.
            if (again.status === 200) tokens = tokensOf(again);
            else tokens = (await on.issued({}, client)).tokens;
            return sayAnswer(again);
          },
        );
      };
    },
  },
  {
    id: 'FA-02',
    attack:
      'the database fails the n-th write of a code exchange, for every n; the client sends it again',
    expected: '200 tokens',
    stock: 'red',
    changes: 'not compared',
    mayFail: WHY,
    async prepare(on) {
      let { client, code } = await on.code();
      return () =>
        everyWrite(
          on,
          () => client.exchange(code),
          async () => {
            const again = sayAnswer(await client.exchange(code));
            ({ client, code } = await on.code());
            return again;
          },
        );
    },
  },
  {
    id: 'FA-02',
    attack:
      'the database fails the n-th write after Allow was pressed, for every n; the person presses it again, or starts again',
    expected: '200 tokens for what was allowed, and nothing for any other grant',
    changes: 'not compared',
    mayFail: WHY,
    async prepare(on) {
      const people = new Map<number, Awaited<ReturnType<typeof atConsent>>>();
      const waiting = async (n: number) => {
        const known = people.get(n) ?? (await atConsent(on));
        people.set(n, known);
        return known;
      };
      for (let n = 1; n <= 8; n += 1) await waiting(n);
      return () =>
        everyWrite(
          on,
          async (n) => (await waiting(n)).allow(),
          async (n) => (await waiting(n)).allowAgain(),
        );
    },
  },
  delegated(
    'FA-01',
    'the same on the embedded database, statement for statement',
    'provider/token/one-commit.test.ts',
    'a refresh whose n-th statement fails consumes nothing, for every n',
  ),
  delegated(
    'FA-02',
    'the same on the embedded database, statement for statement',
    'provider/token/one-commit.test.ts',
    'an exchange whose n-th statement fails consumes nothing, for every n',
  ),
  delegated(
    'FA-02',
    'a decision to allow on the embedded database, statement for statement',
    'consent/decision.test.ts',
    'whose n-th statement fails is made again, or the request is, for every n',
  ),
];

function delegated(id: string, attack: string, file: string, title: string): Row {
  const expected = 'nothing lost, nothing half done';
  return { id, attack, expected, file: `apps/auth/src/${file}`, titles: [title] };
}

/** Somebody at the consent page of a client of their own. */
async function atConsent(on: Target) {
  const client = await on.client();
  const verifier = 'v'.repeat(43);
  const request = client.authorizationUrl({ scope: 'notes:read' }, verifier);
  const consent = await on.ada.open(request);
  const form = formTo(consent, '/consent')!;
  const allow = () => on.ada.browser.submit(form, consent, [['decision', 'allow']]);
  return {
    allow,
    async allowAgain(): Promise<string> {
      const page = await allow();
      const again = page.isOutside && page.url.searchParams.has('code');
      const { searchParams } = again ? page.url : await on.ada.authorize(request);
      const code = searchParams.get('code') ?? '';
      const answer = await client.exchange({ code, code_verifier: verifier });
      const scope = answer.body.scope === 'notes:read' ? 'what was allowed' : 'something else';
      return `${sayAnswer(answer)} for ${scope}, and ${await othersOf(on, client)} for any other grant`;
    },
  };
}

/** Codes and tokens of grants that were never used by an exchange. */
async function othersOf(on: Target, { clientId }: Client): Promise<string> {
  const { rows } = await on.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM artifacts a JOIN grants g ON g.id = a.grant_id
     WHERE g.client_id = $1 AND a.kind <> 'AuthorizationCode' AND g.first_used_at IS NULL`,
    [clientId],
  );
  return rows[0]?.count === 0 ? 'nothing' : `${rows[0]?.count} artifacts`;
}
