import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { grantStanding } from '../../storage/standing.ts';
import { OperatorClient } from '../testing/operator-client.ts';
import { claims, TestClient, type TokenAnswer } from '../testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../testing/test-server.ts';
import { IntrospectionRecords } from './introspection-records.ts';

describeEachDatabase('the records of an introspection', (open) => {
  let database: Database;
  let server: TestServer;
  let person: TestClient;
  let asking: OperatorClient;
  let tokens: TokenAnswer;
  /** the names of the statements that were sent */
  let sent: string[] = [];
  beforeAll(async () => {
    const opened = await open();
    database = {
      ...opened,
      query: (statement, values) => {
        sent.push(statement.name);
        return opened.query(statement, values);
      },
    };
    server = await startTestServer(database);
    asking = await OperatorClient.register(server, {}, { introspects: [RESOURCE] });
    person = await TestClient.register(server, {
      token_endpoint_auth_method: 'client_secret_post',
    });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    tokens = await person.signIn({ resource: RESOURCE });
    sent = [];
  });

  const grantOf = ({ access_token: token }: TokenAnswer) => String(claims(token).gid);
  const answerTo = async (token: string, secret = asking.secret) => {
    const { status, body } = await asking.introspect(token, { client_secret: secret });
    return { status, body };
  };
  const disabled = (isDisabled: boolean) =>
    server.storage.clients.setDisabled(asking.clientId, isDisabled);
  /** One that nobody signed. */
  const madeUp = (payload: unknown) =>
    `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.AAAA`;

  test('are read in one statement for a token of a user, and are what storage has', async () => {
    expect((await answerTo(tokens.access_token)).body.active).toBe(true);
    expect(sent).toEqual(['client_and_standing']);
    const records = new IntrospectionRecords(server.storage, () => tokens.access_token);
    expect(await records.client(asking.clientId)).toEqual(
      await server.storage.clients.row(asking.clientId),
    );
    const standing = await records.standing(grantOf(tokens));
    expect(standing?.user.id).toBe(server.userId);
    expect(standing).toEqual(await grantStanding(database, grantOf(tokens)));
  });

  test('are read again for the next request: a grant that ends in between is inactive at once', async () => {
    expect((await answerTo(tokens.access_token)).body.active).toBe(true);
    await person.revoke(tokens.refresh_token);
    sent = [];
    expect((await answerTo(tokens.access_token)).body).toEqual({ active: false });
    expect(sent).toEqual(['client_and_standing']);
  });

  test('tell a client with a wrong secret, or a disabled one, nothing of a token', async () => {
    const others = [tokens.refresh_token, madeUp({ gid: grantOf(tokens) }), 'unknown'];
    const wrong = await answerTo(tokens.access_token, 'wrong');
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
    for (const token of others) expect(await answerTo(token, 'wrong')).toEqual(wrong);
    await disabled(true);
    try {
      for (const token of [tokens.access_token, ...others]) {
        expect(await answerTo(token)).toEqual(wrong);
      }
    } finally {
      await disabled(false);
    }
    await person.revoke(tokens.refresh_token);
    expect(await answerTo(tokens.access_token, 'wrong')).toEqual(wrong);
  });

  test('say nothing of a grant that a token without our signature names', async () => {
    const named = claims(tokens.access_token);
    expect(await answerTo(madeUp(named))).toEqual({ status: 200, body: { active: false } });
  });

  test.each([
    ['a NUL', { gid: '\0' }],
    ['half a surrogate pair', { gid: '\ud800' }],
    ['an object', { gid: {} }],
    ['what is far too long', { gid: 'a'.repeat(5_000) }],
  ])('ask the database for no grant that is called %s', async (_what, payload) => {
    expect((await answerTo(madeUp(payload))).body).toEqual({ active: false });
    expect(sent).toEqual(['client_and_resources']);
  });

  test.each([
    ['no JSON', 'a.b.c'],
    ['JSON, but no object', madeUp(null)],
    ['no JWT', 'opaque'],
  ])('are the client alone for %s', async (_what, token) => {
    const records = new IntrospectionRecords(server.storage, () => token);
    expect((await records.client(asking.clientId))?.id).toBe(asking.clientId);
    expect(sent).toEqual(['client_find']);
  });

  test('are the client and the resources for the token of a client that asks about its own', async () => {
    const itself = await OperatorClient.register(server);
    const token = String((await itself.token()).body.access_token);
    sent = [];
    expect((await itself.introspect(token)).body.active).toBe(true);
    expect(sent).toEqual(['client_and_resources']);
  });

  test('of another grant or client than those that were read are read for themselves', async () => {
    const records = new IntrospectionRecords(server.storage, () => tokens.access_token);
    await records.client(asking.clientId);
    const other = await person.signIn({ resource: RESOURCE });
    sent = [];
    expect((await records.client(person.clientId))?.id).toBe(person.clientId);
    expect(await records.standing(grantOf(other))).toBeDefined();
    expect(await records.standing('unknown')).toBeUndefined();
    expect(sent).toEqual(['client_find', 'grant_standing', 'grant_standing']);
  });
});
