/** What tokens say: RS-01 to RS-06, RS-08 to RS-10. */
import { about, ASKING, JWT, TOLD } from '../runner/names.ts';
import type { TokenRow } from '../runner/row.ts';
import { claiming, forging, withHeader } from './spellings.ts';

const requests = about(ASKING, 1);
const ONCE_TOLD = 'Nobody tells this of its tokens.';
const OTHER = 'https://other.example.com/mcp';

export const claims: readonly TokenRow[] = [
  {
    id: 'RS-01',
    attack: 'no exp',
    expected: 'invalid token',
    // RFC 7662 §2.2 has it optional, and tokens of OAuth apps have none: the verdict holds a while.
    except: { introspection: 'accepted', github: 'accepted', custom: 'unavailable' },
    requests,
    run: claiming(() => ({ 'no exp': { exp: undefined } })),
  },
  {
    id: 'RS-02',
    attack: 'exp in text',
    expected: 'invalid token',
    // GitHub never says it, and a function that says it has a mistake.
    except: { github: 'unavailable', custom: 'unavailable' },
    requests,
    run: claiming(() => ({ soon: { exp: 'soon' } })),
  },
  {
    id: 'RS-02',
    attack: 'exp below zero',
    expected: 'invalid token',
    requests,
    run: claiming(() => ({ below: { exp: -1 } })),
  },
  {
    id: 'RS-02',
    attack: 'exp 1e308',
    expected: 'invalid token',
    // How long its tokens live is the authorization server's affair: it is asked again and again.
    except: { introspection: 'accepted', custom: 'unavailable' },
    requests,
    notFor: { github: 'GitHub writes a date, which has no such year.' },
    run: claiming(() => ({ '1e308': { exp: 1e308 } })),
  },
  {
    id: 'RS-02',
    attack: 'a life of a year',
    expected: 'invalid token',
    except: about(TOLD, 'accepted'),
    requests,
    run: claiming(({ claims: { iat } }) => ({ year: { exp: Number(iat) + 366 * 86_400 } })),
  },
  {
    id: 'RS-03',
    attack: 'expired 6 seconds, a minute, a day ago',
    expected: 'invalid token',
    requests,
    run: claiming(({ claims: { iat } }) =>
      Object.fromEntries(
        [6, 60, 86_400].map((ago) => [
          `${ago} s`,
          { iat: Number(iat) - ago - 900, exp: Number(iat) - ago },
        ]),
      ),
    ),
  },
  {
    id: 'RS-03',
    attack: 'expired 4 seconds ago, which two clocks may differ by',
    expected: 'accepted',
    // Those compare with the clock that wrote it, or it is the function's own word.
    except: about(['github', 'google access token', 'custom'], 'invalid token'),
    requests,
    run: claiming(({ claims: { iat } }) => ({
      4: { iat: Number(iat) - 904, exp: Number(iat) - 4 },
    })),
  },
  {
    id: 'RS-03',
    attack: 'nbf in an hour',
    expected: 'invalid token',
    requests,
    notFor: about(['github', 'google access token', 'custom'], ONCE_TOLD),
    run: claiming(({ claims: { iat } }) => ({ hour: { nbf: Number(iat) + 3600 } })),
  },
  {
    id: 'RS-03',
    attack: 'iat in an hour, or none',
    expected: 'invalid token',
    // RFC 7662 §2.2: `active` covers it, and iat is optional.
    except: { introspection: 'accepted' },
    requests,
    notFor: about(['github', 'google access token', 'custom'], ONCE_TOLD),
    run: claiming(({ claims: { iat } }) => ({
      hour: { iat: Number(iat) + 3600, exp: Number(iat) + 4500 },
      none: { iat: undefined },
    })),
  },
  {
    id: 'RS-04',
    attack: 'typ JWT, or none',
    expected: 'invalid token',
    // That is what Google’s ID tokens have; they are let in by an option alone.
    except: { 'google ID token': 'accepted' },
    requests: { introspection: 1 },
    run: withHeader(() => ({ JWT: { typ: 'JWT' }, none: { typ: undefined } })),
  },
  {
    id: 'RS-04',
    attack: 'typ of a logout token, a security event, a proof; typ that is no text',
    expected: 'invalid token',
    requests: { introspection: 1 },
    run: withHeader(() => ({
      logout: { typ: 'logout+jwt' },
      event: { typ: 'secevent+jwt' },
      proof: { typ: 'dpop+jwt' },
      list: { typ: ['at+jwt'] },
      number: { typ: 1 },
    })),
  },
  {
    id: 'RS-04',
    attack: 'typ application/at+jwt and AT+JWT, which are the same',
    expected: 'accepted',
    except: { 'google ID token': 'invalid token' },
    notFor: about(TOLD, 'It reads no header.'),
    run: withHeader(() => ({
      long: { typ: 'application/at+jwt' },
      loud: { typ: 'AT+JWT' },
    })),
  },
  {
    id: 'RS-05',
    attack: 'aud foreign, missing, cut, longer, in capitals, of other types',
    expected: 'invalid token',
    requests,
    notFor: { custom: 'Whom a token is for is its function’s to say.' },
    run: claiming(({ claims: { aud } }) => ({
      foreign: { aud: OTHER },
      missing: { aud: undefined },
      cut: { aud: String(aud).slice(0, -1) },
      slash: { aud: `${String(aud)}/` },
      capitals: { aud: String(aud).toUpperCase() },
      number: { aud: 1 },
      object: { aud: { [String(aud)]: true } },
      port: { aud: 'https://mcp.example.com:99999/mcp' },
      none: { aud: [] },
    })),
  },
  {
    id: 'RS-05',
    attack: 'azp of another client',
    expected: 'invalid token',
    requests,
    notFor: about([...JWT, 'introspection', 'github', 'custom'], 'Google alone has azp.'),
    run: claiming(() => ({ azp: { azp: 'client-2' } })),
  },
  {
    id: 'RS-06',
    attack: 'aud that names another resource besides',
    expected: 'invalid token',
    requests,
    notFor: { custom: 'Whom a token is for is its function’s to say.' },
    run: claiming(({ claims: { aud } }) => ({
      first: { aud: [aud, OTHER] },
      last: { aud: [OTHER, aud] },
    })),
  },
  {
    id: 'RS-08',
    attack: 'iss foreign, a list, longer, missing or of another type, by the same key',
    expected: 'invalid token',
    requests,
    // Where an answer to introspection names none, it is whoever was asked.
    notFor: about(['github', 'google access token', 'custom'], ONCE_TOLD),
    run: claiming(({ name, claims: { iss } }) => ({
      foreign: { iss: 'https://evil.example.com' },
      list: { iss: [iss] },
      slash: { iss: `${String(iss)}/` },
      number: { iss: 1 },
      ...(name !== 'introspection' && { missing: { iss: undefined } }),
    })),
  },
  {
    id: 'RS-08',
    attack: 'a JWT of another issuer',
    expected: 'invalid token',
    run: forging(({ jwt }) => ({
      foreign: () => jwt({ claims: { iss: 'https://evil.example.com' } }),
    })),
  },
  {
    id: 'RS-09',
    attack: 'no sub, or an empty one',
    expected: 'invalid token',
    except: { github: 'unavailable', custom: 'unavailable' },
    requests,
    run: claiming(() => ({ none: { sub: undefined }, empty: { sub: '' } })),
  },
  {
    id: 'RS-09',
    attack: 'a number for sub',
    expected: 'invalid token',
    except: { custom: 'unavailable' },
    requests,
    notFor: { github: 'GitHub’s people are numbers.' },
    run: claiming(() => ({ number: { sub: 7 } })),
  },
  {
    id: 'RS-09',
    attack: 'no client_id, or one that is no text',
    expected: 'invalid token',
    except: { custom: 'unavailable' },
    requests,
    notFor: about(
      ['github', 'google ID token', 'google access token'],
      'The client is whom it is for: see RS-05.',
    ),
    run: claiming(() => ({ none: { client_id: undefined }, list: { client_id: ['client-1'] } })),
  },
  {
    id: 'RS-09',
    attack: 'no jti, or one that is no text',
    expected: 'invalid token',
    notFor: about([...TOLD, 'google ID token'], 'Its tokens need none.'),
    run: claiming(() => ({ none: { jti: undefined }, number: { jti: 1 } })),
  },
  {
    id: 'RS-10',
    attack: 'scopes that only look like the one that is needed',
    expected: 'insufficient scope',
    requests,
    async run(on) {
      const spellings = ['mcp:writeall', 'mcp', 'MCP:WRITE', 'mcp:read'];
      // What follows is a mistake of its function, which has 503: RS-29.
      if (on.subject.name !== 'custom') spellings.push('mcp:read\tmcp:write', '');
      const seen: Record<string, string> = {};
      for (const scope of spellings) {
        seen[scope] = await on.present(await on.subject.token({ claims: { scope } }), '/write');
      }
      return seen;
    },
  },
  {
    id: 'RS-10',
    attack: 'scopes in a list, or in scp, where the issuer has scope in text',
    expected: 'insufficient scope',
    requests,
    notFor: about(['github', 'custom'], 'It takes lists alone.'),
    async run(on) {
      const list = { scope: ['mcp:write'] };
      const scp = { scope: undefined, scp: ['mcp:write'] };
      return {
        list: await on.present(await on.subject.token({ claims: list }), '/write'),
        scp: await on.present(await on.subject.token({ claims: scp }), '/write'),
      };
    },
  },
];
