/** Tokens that are bound to a key, and their proofs: RS-26. */
import { createTestClientKey, type TestClientKey } from '@gatehouse/auth-core/testing';
import type { Headers } from '../runner/answer.ts';
import { about, SUBJECTS } from '../runner/names.ts';
import type { TokenRow } from '../runner/row.ts';
import type { Stand } from '../runner/stand.ts';
import { RESOURCE } from '../runner/world.ts';
import { claiming } from './spellings.ts';

const THUMBPRINT = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I';
const NO_PROOFS = about(
  SUBJECTS.filter((name) => name !== 'dpop(jwt)'),
  'It takes no proofs.',
);
/** What the resource server is called, with the path of the request. */
const HERE = `${new URL(RESOURCE).origin}/`;

interface Client {
  readonly key: TestClientKey;
  readonly token: string;
  /** A proof for this request, but for the changes. */
  readonly proof: (claims?: object, header?: object) => Promise<string>;
}

async function client(on: Stand): Promise<Client> {
  const key = await createTestClientKey({ clock: () => on.world.now });
  const token = await on.subject.token({ claims: { cnf: { jkt: key.jkt } } });
  const target = { method: 'GET', url: HERE, token };
  return {
    key,
    token,
    proof: (claims = {}, header = {}) =>
      key.proof(target, { claims: { ...claims }, header: { ...header } }),
  };
}

const shown = (token: string, proof: string | readonly string[]): Headers => ({
  authorization: `DPoP ${token}`,
  dpop: proof,
});

/** Requests with a proof that is wrong in one way. */
function proving(
  spellings: (by: Client, on: Stand) => Record<string, Promise<string | readonly string[]>>,
): TokenRow['run'] {
  return async (on) => {
    const by = await client(on);
    const seen: Record<string, string> = {};
    for (const [name, proof] of Object.entries(spellings(by, on))) {
      seen[name] = await on.request(shown(by.token, await proof));
    }
    return seen;
  };
}

export const binding: readonly TokenRow[] = [
  {
    id: 'RS-26',
    attack: 'a bound token as plain bearer, or with a confirmation that nobody understands',
    expected: 'invalid token',
    requests: { introspection: 1 },
    notFor: about(['github', 'google access token'], 'No token of this kind is bound.'),
    run: claiming(() => ({
      jkt: { cnf: { jkt: THUMBPRINT } },
      certificate: { cnf: { 'x5t#S256': THUMBPRINT } },
      unknown: { cnf: { other: 'x' } },
      empty: { cnf: {} },
      'not an object': { cnf: true },
    })),
  },
  {
    id: 'RS-26',
    attack: 'the scheme DPoP where nobody checks proofs',
    expected: 'no token',
    notFor: { 'dpop(jwt)': 'It checks them.' },
    run: async (on) => on.request({ authorization: `DPoP ${await on.subject.token()}` }),
  },
  {
    id: 'RS-26',
    attack: 'a bound token with its proof',
    expected: 'accepted',
    notFor: NO_PROOFS,
    run: proving(({ proof }) => ({ good: proof() })),
  },
  {
    id: 'RS-26',
    attack: 'no proof, two, one for another URL, method or token, one too old, one from tomorrow',
    expected: 'invalid proof',
    notFor: NO_PROOFS,
    run: proving(({ proof }, { world }) => ({
      none: Promise.resolve([]),
      two: Promise.all([proof(), proof()]),
      'another URL': proof({ htu: 'https://mcp.example.com/other' }),
      'another host': proof({ htu: 'https://evil.example.com/' }),
      'another method': proof({ htm: 'POST' }),
      'another token': proof({ ath: THUMBPRINT }),
      'no ath': proof({ ath: undefined }),
      'no jti': proof({ jti: undefined }),
      old: proof({ iat: Math.floor(world.now / 1000) - 120 }),
      tomorrow: proof({ iat: Math.floor(world.now / 1000) + 86_400 }),
    })),
  },
  {
    id: 'RS-26',
    attack: 'a proof of another type, without alg, with a private key, or with no key',
    expected: 'invalid proof',
    notFor: NO_PROOFS,
    run: proving(({ proof, key }) => ({
      typ: proof({}, { typ: 'JWT' }),
      none: proof({}, { alg: 'none' }),
      HS256: proof({}, { alg: 'HS256' }),
      private: proof({}, { jwk: key.privateJwk }),
      'no key': proof({}, { jwk: undefined }),
      secret: proof({}, { jwk: { kty: 'oct', k: 'AAAA' } }),
    })),
  },
  {
    id: 'RS-26',
    attack: 'a proof that was used: again, and ten times at once',
    expected: 'invalid proof',
    notFor: NO_PROOFS,
    async run(on) {
      const by = await client(on);
      const [proof, raced] = [await by.proof(), await by.proof()];
      await on.request(shown(by.token, proof));
      const racing = Array.from({ length: 10 }, () => on.request(shown(by.token, raced)));
      const said = await Promise.all(racing);
      const late = said.filter((words) => !words.startsWith('200'));
      if (late.length !== 9) return `${10 - late.length} of ten were accepted`;
      return { again: await on.request(shown(by.token, proof)), late: late[0] ?? '' };
    },
  },
  {
    id: 'RS-26',
    attack: 'the proof of another key, an unbound token with a proof',
    expected: 'invalid token',
    notFor: NO_PROOFS,
    async run(on) {
      const [by, thief] = [await client(on), await client(on)];
      const target = { method: 'GET', url: HERE, token: by.token };
      const unbound = await on.subject.token();
      const proof = await by.key.proof({ ...target, token: unbound });
      return {
        'another key': await on.request(shown(by.token, await thief.key.proof(target))),
        unbound: await on.request(shown(unbound, proof)),
      };
    },
  },
];
