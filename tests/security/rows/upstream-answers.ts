/** What a hostile or broken provider answers, which takes one: the connectors' own tests play it. */
import type { Delegated } from '../runner/row.ts';

const CONNECTORS = 'apps/auth/src/connectors';

export const upstreamAnswers: readonly Delegated[] = [
  {
    id: 'FE-07',
    attack:
      'an ID token of Google with a bad signature, algorithm, audience, azp, issuer, expiry, nonce, at_hash',
    expected: 'nobody is signed in',
    file: `${CONNECTORS}/google/id-token.test.ts`,
    titles: ['an ID token is refused', 'does not forgive'],
  },
  {
    id: 'FE-07',
    attack: 'the same of any other OpenID provider, and algorithms that it should not announce',
    expected: 'nobody is signed in',
    file: `${CONNECTORS}/oidc/id-token.test.ts`,
    titles: ['an ID token is refused', 'is never', 'is one that the provider announces'],
  },
  {
    id: 'FE-08',
    attack: 'a provider that may be any, and calls an address or a domain verified',
    expected: 'admitted by subject alone',
    file: `${CONNECTORS}/oidc/admission.test.ts`,
    titles: ['does not admit who is verified', 'admits by no rule of that one'],
  },
  {
    id: 'FE-08',
    attack: 'a domain rule met by the look of an address, or without the signed hd',
    expected: 'not admitted',
    file: 'apps/auth/src/admission/admission.test.ts',
    titles: ['is not met by'],
  },
  {
    id: 'FE-09',
    attack: 'email_verified that is false, missing, or the string "false"',
    expected: 'no verified address, and none is kept',
    file: `${CONNECTORS}/google/id-token.test.ts`,
    titles: ['is no verified address'],
  },
  {
    id: 'FE-11',
    attack: 'an account number that is missing, text, or somebody’s login',
    expected: 'nobody is made',
    file: `${CONNECTORS}/github/api.test.ts`,
    titles: ['an account number that is'],
  },
  {
    id: 'FE-12',
    attack: 'GitHub answering 429, 5xx, HTML, or nothing',
    expected: 'a clear error, no half account',
    file: `${CONNECTORS}/github/api.test.ts`,
    titles: ['when it answers'],
  },
  {
    id: 'FE-12',
    attack: 'GitHub refusing with 401, 403 or 404, which is a limit only with its headers',
    expected: 'a clear error, no half account, nothing of the answer repeated',
    file: `${CONNECTORS}/github/refusals.test.ts`,
    titles: ['has reached a limit', 'a refusal that waiting does not help'],
  },
  {
    id: 'FE-17',
    attack: 'a race of first sign-ins in 20 tabs',
    expected: 'one person',
    file: 'apps/auth/src/storage/records.test.ts',
    titles: ['a first sign-in in 20 tabs at once makes one person'],
  },
  {
    id: 'FE-20',
    attack: 'a provider that is down, hangs, or redirects the request with the secret',
    expected: 'given up, and no secret sent on',
    file: `${CONNECTORS}/google/sign-in.test.ts`,
    titles: ['that hangs is given up', 'gets no secret sent on'],
  },
  {
    id: 'FE-20',
    attack: 'the same of any other OpenID provider, and answers of more than 1 MiB',
    expected: 'given up, and no secret sent on',
    file: `${CONNECTORS}/oidc/sign-in.test.ts`,
    titles: ['is given up', 'gets no secret sent on'],
  },
  {
    id: 'FE-21',
    attack: 'an organisation that took the login of one that ADMIT names',
    expected: 'not admitted, and the pinned one is',
    file: 'apps/auth/src/federation/admission.test.ts',
    titles: ['who takes the name is refused', 'is pinned once'],
  },
  {
    id: 'FE-22',
    attack: 'the same with a session, a refresh token or an access token of before',
    expected: 'not admitted at authorization, refresh and introspection',
    file: 'apps/auth/src/federation/admission.test.ts',
    titles: ['is judged by its number'],
  },
  {
    id: 'FE-23',
    attack: 'a verified secondary address of a domain that ADMIT names',
    expected: 'not admitted by the domain unless opted in, at a sign-in and afterwards',
    file: 'apps/auth/src/federation/addresses.test.ts',
    titles: ['count wherever what is stored is judged'],
  },
  {
    id: 'FE-24',
    attack: 'an address that is verified no longer',
    expected: 'not admitted by it from the next sign-in on',
    file: 'apps/auth/src/federation/addresses.test.ts',
    titles: ['are gone at the next sign-in', 'count by the primary one'],
  },
  {
    id: 'FE-25',
    attack: 'an unverified address of a domain that the operator vouches for, or does not',
    expected: 'admitted while it is vouched for, never called verified, linked to nobody',
    file: 'apps/auth/src/federation/addresses.test.ts',
    titles: ['that are vouched for', 'link nobody'],
  },
  {
    id: 'FE-25',
    attack: 'vouching for addresses of github.com, or of a provider where anybody has an account',
    expected: 'refused at boot',
    file: 'apps/auth/src/config/vouched-domains.test.ts',
    titles: ['where anybody has an account', 'are not gmail.com'],
  },
  {
    id: 'FE-26',
    attack: 'secrets in what GitHub answers when it refuses',
    expected: 'in no error',
    file: `${CONNECTORS}/github/refusals.test.ts`,
    titles: ['where it is of the account', 'from us'],
  },
];
