/** Everything outside the resource server: issuer, introspection, GitHub and Google, all counted. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Claims, Fetch } from '@gatehouse/auth-core';
import {
  createTestIssuer,
  type TestIssuer,
  type TestStatusList,
  testStatusList,
} from '@gatehouse/auth-core/testing';

export const RESOURCE = 'https://mcp.example.com/mcp';
export const ISSUER = 'https://auth.example.com';
/** The one client at GitHub and at Google. */
export const CLIENT = 'client-1';
export const GOOGLE_KID = 'google-1';

const INTROSPECTION = `${ISSUER}/introspect`;
const GITHUB = `https://api.github.com/applications/${CLIENT}/token`;
const TOKENINFO = 'https://oauth2.googleapis.com/tokeninfo';
const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';

const START = Date.parse('2026-11-25T12:00:00Z');

/** Made once: it takes longer than all else here. */
const google = generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface World {
  readonly issuer: TestIssuer;
  /** Place 1 is that of every token with a status. */
  readonly statusList: TestStatusList;
  readonly googleKey: KeyObject;
  readonly fetch: Fetch;
  /** URLs asked for so far */
  readonly outbound: readonly string[];
  /** What those who are asked about tokens answer, by token; about others they say no. */
  readonly told: Map<string, Claims>;
  /** Milliseconds since the epoch; it stands still. */
  now: number;
  /** Where keys are published. */
  readonly keyUrls: { readonly issuer: string; readonly google: string };
  /** What is answered at an address, in place of anything else. */
  readonly replies: Map<string, () => Response>;
  /** Thrown at whoever asks anything, while it is set. */
  failure: (() => never) | undefined;
}

export async function createWorld(): Promise<World> {
  const outbound: string[] = [];
  const told = new Map<string, Claims>();
  const clock = () => world.now;
  const issuer = await createTestIssuer({ issuer: ISSUER, audience: RESOURCE, clock });
  const statusList = testStatusList({ issuer, clock });
  const world: World = {
    replies: new Map(),
    now: START,
    failure: undefined,
    keyUrls: { issuer: `${ISSUER}/jwks`, google: GOOGLE_KEYS },
    issuer,
    statusList,
    googleKey: google.privateKey,
    outbound,
    told,
    async fetch(url, init) {
      outbound.push(url);
      world.failure?.();
      const reply = world.replies.get(url);
      if (reply) return reply();
      const headers = new Headers(init.headers);
      const body = typeof init.body === 'string' ? init.body : '';
      if (url === INTROSPECTION) {
        const answer = told.get(new URLSearchParams(body).get('token') ?? '');
        return Response.json(answer ?? { active: false });
      }
      if (url === GITHUB) {
        const answer = told.get((JSON.parse(body) as { access_token: string }).access_token);
        return answer ? Response.json(answer) : new Response('{}', { status: 404 });
      }
      if (url === TOKENINFO) {
        const answer = told.get(headers.get('authorization')?.replace('Bearer ', '') ?? '');
        return answer ? Response.json(answer) : new Response('{}', { status: 400 });
      }
      return statusList.fetch(url, init);
    },
  };
  const { documents } = issuer;
  const metadata = `${ISSUER}/.well-known/oauth-authorization-server`;
  documents.set(metadata, {
    ...(documents.get(metadata) as object),
    introspection_endpoint: INTROSPECTION,
  });
  const jwk = google.publicKey.export({ format: 'jwk' });
  documents.set(GOOGLE_KEYS, { keys: [{ ...jwk, kid: GOOGLE_KID, alg: 'RS256', use: 'sig' }] });
  return world;
}

/** Nobody out there answers. */
export const down = (): never => {
  throw new TypeError('fetch failed');
};
