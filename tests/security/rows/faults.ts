/** Whole-process faults, thin here: `tests/faults` has them under load. */
import { connect } from 'node:net';
import { jwtVerifier } from '@gatehouse/auth-core';
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import pg from 'pg';
import { tokensOf } from '../../behaviour/actors/client.ts';
import { NOTES } from '../../behaviour/actors/resources.ts';
import type { Delegated, Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { sayAnswer } from '../runner/words.ts';

const ELEVEN_MINUTES = 11 * 60_000;

export const faults: readonly Row[] = [
  {
    id: 'FA-03',
    attack: 'the connection is cut when the answer to a refresh arrives; the client sends it again',
    expected: '200 tokens, which 200 tokens',
    stock: 'red',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const body = new URLSearchParams({
        client_id: client.clientId,
        grant_type: 'refresh_token',
        refresh_token: tokens.refresh_token,
      });
      return async () => {
        await unheard(on.issuer, body);
        const again = await client.refresh(tokens);
        if (again.status !== 200) return sayAnswer(again);
        return `${sayAnswer(again)}, which ${sayAnswer(await client.refresh(tokensOf(again)))}`;
      };
    },
  },
  {
    id: 'FA-04',
    attack: 'one of two processes is killed between code, exchange and refresh',
    expected: 'exchange 200 tokens, refresh 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const { client, code } = await on.code();
      const [, other = ''] = on.replicas;
      const exchange = {
        grant_type: 'authorization_code',
        redirect_uri: client.redirectUri,
        ...code,
      };
      return async () => {
        const exchanged = await on.tokenAt(other, client, exchange);
        await on.killReplica();
        const refreshed = await on.tokenAt(other, client, {
          grant_type: 'refresh_token',
          refresh_token: String(exchanged.body.refresh_token),
        });
        return `exchange ${sayAnswer(exchanged)}, refresh ${sayAnswer(refreshed)}`;
      };
    },
  },
  {
    id: 'FA-05',
    attack: 'PostgreSQL throws everybody out and lets nobody in, then comes back',
    expected: '503 with Retry-After, alive 200, ready 503; back within 10 s: 200 tokens',
    changes: 'not compared',
    mayFail: 'the database is away',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      return async () => {
        await allowConnections(on, false);
        let during: string;
        try {
          const { status, headers } = await client.refresh(tokens);
          const after = Number(headers.get('retry-after')) > 0 ? ' with Retry-After' : '';
          const alive = await on.probe('/healthz');
          during = `${status}${after}, alive ${alive}, ready ${await on.probe('/readyz')}`;
        } finally {
          await allowConnections(on, true);
        }
        const deadline = Date.now() + 10_000;
        let answer = await client.refresh(tokens);
        while (answer.status === 503 && Date.now() < deadline) {
          await new Promise((resolve) => {
            setTimeout(resolve, 200);
          });
          answer = await client.refresh(tokens);
        }
        return `${during}; back within 10 s: ${sayAnswer(answer)}`;
      };
    },
  },
  {
    id: 'FA-06',
    attack: 'the authorization server is down and the resource server’s keys are 11 minutes old',
    expected: 'the token is accepted',
    stock: 'red',
    async prepare(on) {
      const { tokens } = await on.issued();
      const verify = on.isOurs ? verifier(on) : bareVerifier(on);
      await verify(tokens.access_token, 0);
      return async () => {
        const accepted = verify(tokens.access_token, ELEVEN_MINUTES);
        return accepted.then(
          () => 'the token is accepted',
          (error: unknown) => `refused: ${error instanceof Error ? error.name : String(error)}`,
        );
      };
    },
  },
  {
    id: 'FA-13',
    attack: '20,000 expired rows that no sweep has removed',
    expected: 'expired 400 invalid_grant, live 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const [expired, live] = [await on.issued(), await on.issued()];
      await on.database.query(
        `UPDATE artifacts SET expires_at = now() - interval '1 day' WHERE client_id = $1`,
        [expired.client.clientId],
      );
      await on.database.query(
        `INSERT INTO artifacts (kind, id_hash, payload, grant_id, client_id, expires_at)
         SELECT kind, 'test-' || n, payload, grant_id, client_id, expires_at
         FROM artifacts, generate_series(1, 20000) AS n
         WHERE client_id = $1 AND kind = 'RefreshToken'`,
        [expired.client.clientId],
      );
      return async () => {
        const old = sayAnswer(await expired.client.refresh(expired.tokens));
        const young = sayAnswer(await live.client.refresh(live.tokens));
        await on.database.query(`DELETE FROM artifacts WHERE id_hash LIKE 'test-%'`);
        return `expired ${old}, live ${young}`;
      };
    },
  },
  {
    id: 'FA-13',
    attack: 'sweeping under load, on two replicas',
    expected: 'small batches, by one of them',
    file: 'apps/auth/src/jobs/sweeper.test.ts',
    titles: ['takes no more rows at once than it is told', 'of two sweepers at once one works'],
  } satisfies Delegated,
];

type Verify = (token: string, later: number) => Promise<unknown>;

/** A verifier of ours whose server is gone once it has its keys. */
function verifier(on: Target): Verify {
  let later = 0;
  const ours = jwtVerifier({
    issuer: on.issuer,
    audience: NOTES,
    clock: () => Date.now() + later,
    fetch: (url, init) =>
      later === 0 ? fetch(url, init) : Promise.reject(new TypeError('fetch failed')),
  });
  return (token, after) => {
    later = after;
    return ours.verify(token);
  };
}

/** The same with `jose` alone, which dates its keys by the clock on the wall. */
function bareVerifier(on: Target): Verify {
  let gone = false;
  const keys = createRemoteJWKSet(new URL('/jwks', on.issuer), {
    cacheMaxAge: 1,
    cooldownDuration: 0,
    [customFetch]: (url, init) =>
      gone ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init),
  });
  return async (token, after) => {
    gone = after > 0;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    return jwtVerify(token, keys, {
      issuer: on.issuer,
      audience: NOTES,
      currentDate: new Date(Date.now() + after),
    });
  };
}

/** Sends a token request and hangs up when the answer begins. */
function unheard(issuer: string, form: URLSearchParams): Promise<void> {
  const body = form.toString();
  const { host, port } = new URL(issuer);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), 'localhost', () => {
      socket.write(
        [
          'POST /token HTTP/1.1',
          `Host: ${host}`,
          'Content-Type: application/x-www-form-urlencoded',
          `Content-Length: ${body.length}`,
          '',
          body,
        ].join('\r\n'),
      );
    });
    socket.on('error', reject);
    socket.on('data', () => {
      socket.destroy();
      resolve();
    });
  });
}

/** Shuts the database of our server to everybody but the tests, or opens it. */
async function allowConnections({ database: own }: Target, allowed: boolean): Promise<void> {
  const { host, port, user, password, database: name = '' } = own;
  // Nobody can shut the database that they are connected to.
  const outside = new pg.Client({ host, port, user, password, database: 'postgres' });
  await outside.connect();
  try {
    await outside.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${allowed}`);
  } finally {
    await outside.end();
  }
  if (allowed) return;
  await own.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
}
