import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ofType, toldEvents } from '../events/testing/told-events.ts';
import { createSealer } from '../storage/sealing.ts';
import { createStorage, type Storage } from '../storage/storage.ts';
import type { Connector, UpstreamExpectation } from '../upstream/connector.ts';
import type { UpstreamIdentity } from '../upstream/identity.ts';
import { tokenHash } from '../storage/token-hash.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Verdict } from './admission.ts';
import { SignIn } from './sign-in.ts';

let database: Database;
let storage: Storage;
beforeAll(async () => {
  database = await openTestDatabase('server');
  storage = createStorage(database, createSealer([randomBytes(32)]), {
    sessionMax: 60,
    interaction: 60,
  });
});
afterAll(() => database.close());

/** Answers as whoever the test says, and keeps what it was asked to expect. */
class ScriptedConnector implements Connector {
  readonly label = 'Scripted';
  readonly issuer = 'https://upstream.example';
  readonly emulated = false;
  readonly kind = 'github';
  readonly provider: string;
  readonly expected: UpstreamExpectation[] = [];
  answer: () => UpstreamIdentity = () => identity('1');

  constructor(provider: string) {
    this.provider = provider;
  }
  authorizationUrl(request: UpstreamExpectation) {
    this.expected.push(request);
    return Promise.resolve(new URL(`${this.issuer}/authorize?state=${request.state}`));
  }
  identify(_callback: URL, expected: UpstreamExpectation) {
    this.expected.push(expected);
    return Promise.resolve().then(this.answer);
  }
}

function identity(subject: string): UpstreamIdentity {
  return {
    provider: 'github',
    issuer: 'https://upstream.example',
    subject,
    login: `login${subject}`,
    emailVerified: false,
    verifiedEmails: [],
    organisations: [],
  };
}

const secret = () => randomBytes(32).toString('base64url');

describe('signing in upstream', () => {
  let github: ScriptedConnector;
  let signIn: SignIn;
  let browser: string;
  /** what the callback gives the browser */
  let renewed: string;
  let told: ReturnType<typeof toldEvents>;
  let now: Date;
  let verdict: Verdict;
  beforeEach(() => {
    verdict = 'admitted';
    github = new ScriptedConnector('github');
    const google = new ScriptedConnector('google');
    browser = secret();
    told = toldEvents();
    now = new Date();
    renewed = secret();
    signIn = new SignIn({
      storage,
      connectors: new Map([
        ['github', github],
        ['google', google],
      ] as const),
      publicUrl: new URL('http://localhost:3000'),
      judge: ({ subject }) => (subject === 'shut-out' ? 'no_rule' : verdict),
      stateLifetime: 600,
      outcomeLifetime: 3600,
      greatestAge: 86_400,
      now: () => now,
      events: told.events,
      lineOf: (event) => `the line of ${event.type}`,
    });
  });

  /** Begins an attempt and returns the address that upstream would send the browser back to. */
  async function begin(uid: string, { provider = 'github', isForced = false } = {}) {
    const begun = await signIn.begin(github, { interaction: uid }, browser, { isForced });
    if (begun.outcome === 'failed') throw new Error(begun.code);
    const state = begun.url.searchParams.get('state')!;
    return new URL(`http://localhost:3000/callback/${provider}?code=c&state=${state}`);
  }

  const callBack = (url: URL, presented: string[], provider: string = 'github') =>
    signIn.callback(provider, url, presented, () => renewed);

  test('does not begin where the provider cannot be reached, and says so', async () => {
    github.authorizationUrl = () =>
      Promise.reject(new UpstreamError('unavailable', 'github', 'down'));
    expect(await signIn.begin(github, { interaction: 'uid-0' }, browser)).toEqual({
      outcome: 'failed',
      provider: 'github',
      code: 'unavailable',
      causeId: 'the line of upstream_failed',
    });
    expect(told.happened).toMatchObject([
      { type: 'upstream_failed', provider: 'github', code: 'unavailable', concerns: 'operator' },
    ]);
  });

  test('ends with the person, once', async () => {
    const callback = await begin('uid-1');
    expect(await callBack(callback, [browser])).toEqual({
      outcome: 'continue',
      next: '/interaction/uid-1/signed-in',
      provedBy: browser,
    });
    const outcome = await signIn.takeOutcome('uid-1', [renewed]);
    expect(outcome).toMatchObject({ outcome: 'signed-in' });
    const { userId } = outcome as { userId: string };
    expect(told.happened).toEqual([{ type: 'signed_in', provider: 'github', userId }]);
    expect(await signIn.takeOutcome('uid-1', [renewed])).toBeUndefined();
  });

  test('expects at the end exactly what it sent at the beginning', async () => {
    await callBack(await begin('uid-2'), [browser]);
    const [sent, expected] = github.expected;
    expect(expected).toEqual(sent);
    expect(sent!.redirectUri).toBe('http://localhost:3000/callback/github');
    expect(new Set([sent!.state, sent!.nonce, sent!.codeVerifier]).size).toBe(3);
  });

  test('refuses a state that was used', async () => {
    const callback = await begin('uid-3');
    await callBack(callback, [browser]);
    expect(await callBack(callback, [browser])).toEqual({ outcome: 'refused' });
  });

  test('refuses a state that another browser began, and does not use it up', async () => {
    const callback = await begin('uid-4');
    expect(await callBack(callback, [secret()])).toEqual({ outcome: 'refused' });
    expect(await callBack(callback, [])).toEqual({ outcome: 'refused' });
    expect(github.expected).toHaveLength(1);
    expect((await callBack(callback, [browser])).outcome).toBe('continue');
  });

  test('refuses a state at the callback of another provider', async () => {
    const callback = await begin('uid-5', { provider: 'google' });
    expect(await callBack(callback, [browser], 'google')).toEqual({ outcome: 'refused' });
  });

  test('refuses an unknown state, and none', async () => {
    const unknown = new URL(`http://localhost:3000/callback/github?code=c&state=${secret()}`);
    expect(await callBack(unknown, [browser])).toEqual({ outcome: 'refused' });
    const none = new URL('http://localhost:3000/callback/github?code=c');
    expect(await callBack(none, [browser])).toEqual({ outcome: 'refused' });
  });

  test('gives its outcome to the browser that began it alone', async () => {
    await callBack(await begin('uid-6'), [browser]);
    for (const foreign of [[secret()], [], [browser]]) {
      expect(await signIn.takeOutcome('uid-6', foreign)).toBe('foreign');
    }
    const presented = [secret(), renewed, secret()];
    expect(await signIn.takeOutcome('uid-6', presented)).toMatchObject({ outcome: 'signed-in' });
  });

  test('finds the right secret among others that a browser brings', async () => {
    const callback = await begin('uid-9');
    expect(await callBack(callback, [secret(), browser, secret()])).toMatchObject({
      provedBy: browser,
    });
  });

  test('keeps an outcome for as long as the interaction lives', async () => {
    await callBack(await begin('uid-10'), [browser]);
    const [row] = await database.query<{ left: number }>(
      {
        name: 'test_outcome_left',
        text: `SELECT extract(epoch FROM expires_at - now())::float8 AS left
          FROM artifacts WHERE kind = 'SignInOutcome' AND id_hash = $1`,
      },
      [tokenHash('uid-10')],
    );
    expect(row?.left).toBeGreaterThan(3000);
  });

  describe('tells when the person signed in', () => {
    const accepted = 1_700_000_000;
    const HOUR = 3600;
    test.each<[string, boolean, number | undefined, number]>([
      ['when the callback accepted it', false, undefined, accepted],
      ['so, whatever the provider says of an old sign-in', false, accepted - HOUR, accepted],
      ['so, where a fresh one was demanded', true, undefined, accepted],
      ['by the provider, where a fresh one was demanded', true, accepted - HOUR, accepted - HOUR],
      ['never in the future', true, accepted + HOUR, accepted],
      ['never so long ago that there would be no session', true, 1, accepted - 86_400],
    ])('%s', async (what, isForced, upstream, expected) => {
      now = new Date(accepted * 1000 + 999);
      github.answer = () => ({
        ...identity('1'),
        ...(upstream === undefined ? {} : { authTime: upstream }),
      });
      await callBack(await begin(what, { isForced }), [browser]);
      const outcome = await signIn.takeOutcome(what, [renewed]);
      expect(outcome).toMatchObject({ authTime: expected });
    });
  });

  test('does not make an account for somebody who is not admitted', async () => {
    github.answer = () => identity('shut-out');
    await callBack(await begin('uid-7'), [browser]);
    expect(await signIn.takeOutcome('uid-7', [renewed])).toMatchObject({
      outcome: 'not-admitted',
      as: 'loginshut-out',
      // For the operator: the account as `ADMIT` would name it, and why it is not let in.
      provider: 'github',
      subject: 'shut-out',
      refusal: 'no_rule',
    });
    expect(await database.prisma.identity.count({ where: { subject: 'shut-out' } })).toBe(0);
    expect(told.happened).toEqual([
      { type: 'sign_in_refused', provider: 'github', reason: 'no_rule' },
    ]);
  });

  test('of somebody known who is not let in any more, keeps what the provider says now', async () => {
    const stored = () => database.prisma.identity.findFirst({ where: { subject: 'left' } });
    const member = {
      ...identity('left'),
      email: 'ada@example.com',
      emailVerified: true,
      verifiedEmails: ['ada@example.com'],
      organisations: [{ login: 'acme', id: '1' }],
      groups: ['devs'],
    };
    github.answer = () => member;
    await callBack(await begin('uid-13'), [browser]);
    const before = await stored();
    expect(before).toMatchObject({ groups: ['devs'], organisations: ['acme'] });
    // Facts that are not known are not none.
    now = new Date(now.getTime() + 5000);
    const withheld = new UpstreamError('sso_required', 'github', 'asks for single sign-on');
    const none = { ...member, verifiedEmails: [], organisations: [], groups: [] };
    github.answer = () => none;
    verdict = withheld;
    await callBack(await begin('uid-14'), [browser]);
    expect(await stored()).toEqual(before);
    verdict = 'group_missing';
    await callBack(await begin('uid-15'), [browser]);
    expect(await stored()).toMatchObject({
      groups: [],
      organisations: [],
      verifiedEmails: [],
      lastSignedInAt: before?.lastSignedInAt,
    });
    verdict = new UpstreamError('no_verified_email', 'github', 'has none');
    const { email: _, ...unverified } = { ...none, emailVerified: false };
    github.answer = () => unverified;
    await callBack(await begin('uid-16'), [browser]);
    expect(await stored()).toMatchObject({ email: null, emailVerified: false });
  });

  test('tells of somebody who is disabled that they are not let in', async () => {
    github.answer = () => identity('disabled');
    await callBack(await begin('uid-11'), [browser]);
    await database.prisma.user.updateMany({
      where: { identities: { some: { subject: 'disabled' } } },
      data: { disabledAt: now },
    });
    told.happened.length = 0;
    await callBack(await begin('uid-12'), [browser]);
    expect(told.happened).toEqual([
      { type: 'sign_in_refused', provider: 'github', reason: 'disabled' },
    ]);
  });

  test('reports an upstream failure by its code and leaves it to the log', async () => {
    github.answer = () => {
      throw new UpstreamError('unavailable', 'github', 'GitHub did not answer');
    };
    await callBack(await begin('uid-8'), [browser]);
    expect(await signIn.takeOutcome('uid-8', [renewed])).toMatchObject({
      outcome: 'failed',
      code: 'unavailable',
      causeId: 'the line of upstream_failed',
    });
    expect(told.happened).toMatchObject([
      { type: 'upstream_failed', provider: 'github', code: 'unavailable', concerns: 'operator' },
    ]);
  });

  test('attempts in parallel do not meet', async () => {
    const callbacks = await Promise.all(
      Array.from({ length: 20 }, (_, n) => begin(`parallel-${n}`)),
    );
    let next = 0;
    github.answer = () => identity(`p${next++}`);
    await Promise.all(callbacks.map((callback) => callBack(callback, [browser])));
    const outcomes = await Promise.all(
      callbacks.map((_, n) => signIn.takeOutcome(`parallel-${n}`, [renewed])),
    );
    const people = outcomes.map((outcome) => (outcome as { userId?: string }).userId);
    expect(new Set(people).size).toBe(20);
    const events = ofType(told.happened, 'signed_in').map(({ userId }) => userId);
    expect(events).toHaveLength(20);
    expect(new Set(events)).toEqual(new Set(people));
  });
});
