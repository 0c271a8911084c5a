/**
 * Gives emulated Google accounts a `sub` that stays the same across starts.
 *
 * `emulate` makes a random one at each start. An ID token is signed, so a changed one needs a new
 * signature, and the key set has to contain its key. Both are replaced here.
 */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Rewrite } from './front.ts';

const KEY_ID = 'gatehouse-emulated-google';

/** The subject for an e-mail address: 21 digits, as Google's have. */
export function googleSubject(email: string): string {
  const digest = createHash('sha256').update(`emulated google account ${email}`).digest('hex');
  return `1${(BigInt(`0x${digest}`) % 10n ** 20n).toString().padStart(20, '0')}`;
}

/** Changes the answers of the emulated Google. */
export function withStableSubjects(): Rewrite {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' };
  return (path, body) => {
    if (path === '/oauth2/v3/certs') return { keys: [key] };
    if (path === '/oauth2/v2/userinfo') return withSubject(body);
    if (path === '/oauth2/token') return withNewIdToken(body, privateKey);
    return body;
  };
}

function withSubject(claims: unknown): unknown {
  if (!isRecord(claims) || typeof claims['email'] !== 'string') return claims;
  return { ...claims, sub: googleSubject(claims['email']) };
}

function withNewIdToken(body: unknown, key: KeyObject): unknown {
  if (!isRecord(body) || typeof body['id_token'] !== 'string') return body;
  const payload = body['id_token'].split('.')[1] ?? '';
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return { ...body, id_token: signed(withSubject(claims), key) };
}

function signed(claims: unknown, key: KeyObject): string {
  const header = { alg: 'RS256', kid: KEY_ID, typ: 'JWT' };
  const input = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
