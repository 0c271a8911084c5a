import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '@gatehouse/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSealer } from '../storage/sealing.ts';
import { createStorage, type Storage } from '../storage/storage.ts';
import type { Connector, UpstreamExpectation, UpstreamIdentity } from './connectors/connector.ts';
import { UpstreamError } from './connectors/upstream-error.ts';
import { SignIn } from './sign-in.ts';

let database: Database;
let storage: Storage;
beforeAll(async () => {
  database = await openDatabase({});
  storage = createStorage(database, createSealer([randomBytes(32)]), { sessionMax: 60 });
});
afterAll(() => database.close());

/** Answers as whoever the test says, and keeps what it was asked to expect. */
class ScriptedConnector implements Connector {
  readonly label = 'Scripted';
  readonly issuer = 'https://upstream.example';
  readonly emulated = false;
  readonly provider: 'github' | 'google';
  readonly expected: UpstreamExpectation[] = [];
  answer: () => UpstreamIdentity = () => identity('1');

  constructor(provider: 'github' | 'google') {
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
    organisations: [],
  };
}

const secret = () => randomBytes(32).toString('base64url');

describe('signing in upstream', () => {
  let github: ScriptedConnector;
  let signIn: SignIn;
  let browser: string;
  let failures: string[];
  beforeEach(() => {
    github = new ScriptedConnector('github');
    const google = new ScriptedConnector('google');
    browser = secret();
    failures = [];
    signIn = new SignIn({
      storage,
      connectors: new Map([
        ['github', github],
        ['google', google],
      ] as const),
      publicUrl: new URL('http://localhost:3000'),
      admits: ({ subject }) => subject !== 'shut-out',
      stateLifetime: 600,
      now: () => new Date(),
      onUpstreamError: (error) => failures.push(error.code),
    });
  });

  /** Begins an attempt and returns the address that upstream would send the browser back to. */
  async function begin(uid: string, provider = 'github') {
    const url = await signIn.begin(github, uid, browser, {});
    const state = url.searchParams.get('state')!;
    return new URL(`http://localhost:3000/callback/${provider}?code=c&state=${state}`);
  }

  test('ends with the person, once', async () => {
    const callback = await begin('uid-1');
    expect(await signIn.callback('github', callback, browser)).toEqual({
      outcome: 'continue',
      interactionUid: 'uid-1',
    });
    expect(await signIn.takeOutcome('uid-1', browser)).toMatchObject({ outcome: 'signed-in' });
    expect(await signIn.takeOutcome('uid-1', browser)).toBeUndefined();
  });

  test('expects at the end exactly what it sent at the beginning', async () => {
    await signIn.callback('github', await begin('uid-2'), browser);
    const [sent, expected] = github.expected;
    expect(expected).toEqual(sent);
    expect(sent!.redirectUri).toBe('http://localhost:3000/callback/github');
    expect(new Set([sent!.state, sent!.nonce, sent!.codeVerifier]).size).toBe(3);
  });

  test('refuses a state that was used', async () => {
    const callback = await begin('uid-3');
    await signIn.callback('github', callback, browser);
    expect(await signIn.callback('github', callback, browser)).toEqual({ outcome: 'refused' });
  });

  test('refuses a state that another browser began, and does not use it up', async () => {
    const callback = await begin('uid-4');
    expect(await signIn.callback('github', callback, secret())).toEqual({ outcome: 'refused' });
    expect(await signIn.callback('github', callback, undefined)).toEqual({ outcome: 'refused' });
    expect(github.expected).toHaveLength(1);
    expect((await signIn.callback('github', callback, browser)).outcome).toBe('continue');
  });

  test('refuses a state at the callback of another provider', async () => {
    const callback = await begin('uid-5', 'google');
    expect(await signIn.callback('google', callback, browser)).toEqual({ outcome: 'refused' });
  });

  test('refuses an unknown state, and none', async () => {
    const unknown = new URL(`http://localhost:3000/callback/github?code=c&state=${secret()}`);
    expect(await signIn.callback('github', unknown, browser)).toEqual({ outcome: 'refused' });
    const none = new URL('http://localhost:3000/callback/github?code=c');
    expect(await signIn.callback('github', none, browser)).toEqual({ outcome: 'refused' });
  });

  test('gives its outcome to the browser that began it alone', async () => {
    await signIn.callback('github', await begin('uid-6'), browser);
    expect(await signIn.takeOutcome('uid-6', secret())).toBeUndefined();
    expect(await signIn.takeOutcome('uid-6', browser)).toBeDefined();
  });

  test('does not make an account for somebody who is not admitted', async () => {
    github.answer = () => identity('shut-out');
    await signIn.callback('github', await begin('uid-7'), browser);
    expect(await signIn.takeOutcome('uid-7', browser)).toMatchObject({
      outcome: 'not-admitted',
      as: 'loginshut-out',
    });
    expect(await database.prisma.identity.count({ where: { subject: 'shut-out' } })).toBe(0);
  });

  test('reports an upstream failure by its code and leaves it to the log', async () => {
    github.answer = () => {
      throw new UpstreamError('unavailable', 'github', 'GitHub did not answer');
    };
    await signIn.callback('github', await begin('uid-8'), browser);
    expect(await signIn.takeOutcome('uid-8', browser)).toMatchObject({
      outcome: 'failed',
      code: 'unavailable',
    });
    expect(failures).toEqual(['unavailable']);
  });

  test('attempts in parallel do not meet', async () => {
    const callbacks = await Promise.all(
      Array.from({ length: 20 }, (_, n) => begin(`parallel-${n}`)),
    );
    let next = 0;
    github.answer = () => identity(`p${next++}`);
    await Promise.all(callbacks.map((callback) => signIn.callback('github', callback, browser)));
    const outcomes = await Promise.all(
      callbacks.map((_, n) => signIn.takeOutcome(`parallel-${n}`, browser)),
    );
    const people = outcomes.map((outcome) => outcome?.outcome === 'signed-in' && outcome.userId);
    expect(new Set(people).size).toBe(20);
  });
});
