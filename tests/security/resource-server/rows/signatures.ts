/** Header, key and signature: RS-11 to RS-15, RS-23 to RS-25. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { compact, encoded, es256, hs256, partsOf, rs256, unsigned } from '../runner/forge.ts';
import { about, TOLD } from '../runner/names.ts';
import type { TokenRow } from '../runner/row.ts';
import type { Subject } from '../subjects/subject.ts';
import { forging, withHeader } from './spellings.ts';

/** To the authorization server that is asked, it is a token nobody knows. */
const requests = { introspection: 1 };
const attacker = {
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
};

/** A key of the attacker's, of the kind that the verifier expects. */
function foreign({ key }: Subject) {
  const isRsa = key.asymmetricKeyType === 'rsa';
  const { privateKey, publicKey } = isRsa ? attacker.rsa : attacker.ec;
  return { jwk: publicKey.export({ format: 'jwk' }), sign: (isRsa ? rs256 : es256)(privateKey) };
}

/** Everything that somebody could take for a secret and that anybody knows. */
function publicSpellings(key: KeyObject): Record<string, string | Buffer> {
  const publicKey = createPublicKey(key);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const jwk = publicKey.export({ format: 'jwk' });
  return {
    PEM: pem,
    'PEM without its last line break': pem.trimEnd(),
    'PEM after white space': ` \n${pem}`,
    DER: publicKey.export({ type: 'spki', format: 'der' }),
    JWK: JSON.stringify(jwk),
    'n or x': jwk.n ?? jwk.x ?? '',
    nothing: '',
  };
}

export const signatures: readonly TokenRow[] = [
  {
    id: 'RS-11',
    attack: 'alg none, nOnE, NONE, or no alg, with and without a signature',
    expected: 'invalid token',
    requests,
    run: forging((_of, good) => {
      const { header, claims, segments } = partsOf(good);
      const spellings = ['none', 'nOnE', 'NONE', undefined].flatMap((alg) => {
        const bare = compact({ ...header, alg }, claims, unsigned);
        return [
          [`${alg}`, bare],
          [`${alg} and a signature`, `${bare}${segments[2]}`],
        ] as const;
      });
      return Object.fromEntries(spellings);
    }),
  },
  {
    id: 'RS-12',
    attack: 'HS256 signed with the public PEM, DER, JWK, modulus, or with nothing',
    expected: 'invalid token',
    requests,
    run: forging(({ key }, good) => {
      const { header, claims } = partsOf(good);
      return Object.fromEntries(
        Object.entries(publicSpellings(key)).map(([name, secret]) => [
          name,
          compact({ ...header, alg: 'HS256' }, claims, hs256(secret)),
        ]),
      );
    }),
  },
  {
    id: 'RS-12',
    attack: 'an oct key in the JWK Set, and HS256 signed with it',
    expected: 'invalid token',
    cold: true,
    notFor: about([...TOLD, 'jwt (static key)'], 'It fetches no JWK Set.'),
    async run(on) {
      const { issuer, keyUrls } = on.world;
      const isGoogle = on.subject.name === 'google ID token';
      const url = isGoogle ? keyUrls.google : keyUrls.issuer;
      const { keys } = issuer.documents.get(url) as { keys: object[] };
      const secret = Buffer.alloc(32, 7);
      const oct = { kty: 'oct', kid: 'oct', alg: 'HS256', k: secret.toString('base64url') };
      issuer.documents.set(url, { keys: [...keys, oct] });
      const { header, claims } = partsOf(await on.subject.jwt());
      const known = compact({ ...header, alg: 'HS256' }, claims, hs256(secret));
      const its = compact({ ...header, alg: 'HS256', kid: 'oct' }, claims, hs256(secret));
      return {
        'under the good kid': await on.present(known),
        'under its own': await on.present(its),
      };
    },
  },
  {
    id: 'RS-13',
    attack: 'another alg than that of the key',
    expected: 'invalid token',
    requests,
    run: forging(({ signing }, good) => {
      const { header, claims } = partsOf(good);
      const others = ['ES256', 'RS256', 'PS256', 'ES384', 'RS512', 'EdDSA'].filter(
        (alg) => alg !== header.alg,
      );
      return Object.fromEntries(
        others.map((alg) => [alg, compact({ ...header, alg }, claims, signing)]),
      );
    }),
  },
  {
    id: 'RS-14',
    attack: 'a key that the token brings along, or says where to fetch',
    expected: 'invalid token',
    requests,
    run: forging((of, good) => {
      const { header, claims } = partsOf(good);
      const { jwk, sign } = foreign(of);
      const url = 'https://evil.example.com/keys';
      const brought = {
        jwk: { jwk },
        jku: { jku: url },
        x5u: { x5u: url },
        x5c: { x5c: ['MIIB'] },
        all: { jwk, jku: url, x5u: url, kid: 'evil' },
      };
      return Object.fromEntries(
        Object.entries(brought).map(([name, more]) => [
          name,
          compact({ ...header, ...more }, claims, sign),
        ]),
      );
    }),
  },
  {
    id: 'RS-15',
    attack: 'a kid that the issuer does not have: a path, SQL, __proto__',
    expected: 'invalid token',
    // There is one key, whatever a token calls it.
    except: { 'jwt (static key)': 'accepted' },
    requests,
    run: withHeader(() => ({
      path: { kid: '../../../../dev/null' },
      SQL: { kid: "' UNION SELECT 'x" },
      __proto: { kid: '__proto__' },
      constructor: { kid: 'constructor' },
    })),
  },
  {
    id: 'RS-15',
    attack: 'a kid that is a list, a number, empty, null, 300 characters long',
    expected: 'invalid token',
    requests,
    run: withHeader(() => ({
      list: { kid: ['key-1'] },
      number: { kid: 1 },
      empty: { kid: '' },
      null: { kid: null },
      long: { kid: 'k'.repeat(300) },
    })),
  },
  {
    id: 'RS-15',
    attack: 'no kid',
    expected: 'invalid token',
    except: { 'jwt (static key)': 'accepted' },
    requests,
    run: withHeader(() => ({ none: { kid: undefined } })),
  },
  {
    id: 'RS-23',
    attack: 'crit, b64, zip, enc in the header',
    expected: 'invalid token',
    requests,
    run: withHeader(() => ({
      crit: { crit: ['x'], x: 1 },
      'crit without it': { crit: ['x'] },
      b64: { b64: false, crit: ['b64'] },
      zip: { zip: 'DEF' },
      enc: { enc: 'A256GCM' },
    })),
  },
  {
    id: 'RS-23',
    attack: 'a JWE, a JWT in a JWT',
    expected: 'invalid token',
    requests,
    run: forging(({ signing }, good) => {
      const { header } = partsOf(good);
      const jwe = encoded({ alg: 'dir', enc: 'A256GCM' });
      return {
        JWE: `${jwe}..${encoded('iv iv iv iv ')}.${encoded('text')}.${encoded('a tag of 16 byte')}`,
        nested: compact({ ...header, cty: 'JWT' }, good, signing),
      };
    }),
  },
  {
    id: 'RS-24',
    attack: 'a signed payload that is a list, null, a number, text, not UTF-8, no JSON, nothing',
    expected: 'invalid token',
    requests,
    run: forging(({ signing }, good) => {
      const { header, claims } = partsOf(good);
      const bytes = Buffer.concat([Buffer.from(JSON.stringify(claims)), Buffer.from([0xff])]);
      const payloads = {
        list: [claims],
        null: null,
        number: 1,
        text: '"text"',
        'no JSON': '{"iss":',
        'not UTF-8': `raw:${bytes.toString('base64url')}`,
        'a byte order mark': `raw:${encoded(`\ufeff${JSON.stringify(claims)}`)}`,
      };
      return Object.fromEntries(
        Object.entries(payloads).map(([name, payload]) => [
          name,
          compact(header, payload, signing),
        ]),
      );
    }),
  },
  {
    id: 'RS-25',
    attack: 'other claims, a stripped signature, one of another key, one that is r = s = 0, in DER',
    expected: 'invalid token',
    requests,
    run: forging((of, good) => {
      const { header, claims, segments } = partsOf(good);
      const [head, body, signature] = segments;
      const { length } = Buffer.from(signature, 'base64url');
      return {
        'other claims': `${head}.${encoded({ ...claims, sub: 'root' })}.${signature}`,
        'another header': `${encoded({ ...header, x: 1 })}.${body}.${signature}`,
        stripped: `${head}.${body}.`,
        'half of it': `${head}.${body}.${signature.slice(0, 40)}`,
        'another key': compact(header, claims, foreign(of).sign),
        zero: compact(header, claims, () => Buffer.alloc(length)),
        'another curve': compact(header, claims, es256(attacker.p384.privateKey)),
        DER: compact(header, claims, rs256(attacker.ec.privateKey)),
      };
    }),
  },
  {
    id: 'RS-21',
    attack:
      'the second signature that ECDSA has for every first (n − s): the same token, verified anew',
    expected: 'accepted',
    except: about(TOLD, 'invalid token'),
    requests,
    notFor: { 'google ID token': 'RSA has one.' },
    run: forging((_of, good) => ({ 'n − s': mirrored(good) })),
  },
];

/** The order of P-256. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function mirrored(token: string): string {
  const { segments } = partsOf(token);
  const signature = Buffer.from(segments[2], 'base64url');
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`);
  const other = Buffer.from((N - s).toString(16).padStart(64, '0'), 'hex');
  const both = Buffer.concat([signature.subarray(0, 32), other]);
  return `${segments[0]}.${segments[1]}.${both.toString('base64url')}`;
}
