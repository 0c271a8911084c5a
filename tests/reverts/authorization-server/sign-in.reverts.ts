import type { Revert } from '../revert.ts';

/** Defences of `apps/auth`: who a person is, and whether they are let in. */
export const SIGN_IN: readonly Revert[] = [
  {
    defence: 'an upstream state belongs to its provider',
    file: 'src/federation/sign-in.ts',
    find: 'record === undefined || record.provider !== provider',
    replace: 'record === undefined',
    tests: ['src/federation/sign-in.test.ts'],
  },
  {
    defence: 'an organisation is the one that had its name when it was first seen',
    file: 'src/admission/policy.ts',
    find: 'return id !== undefined && pinned !== undefined && id !== pinned;',
    replace: "return id === '' && pinned === id;",
    tests: ['src/admission/admission.test.ts'],
  },
  {
    defence: 'a domain is met by the primary address alone',
    file: 'src/admission/admits.ts',
    find: "policy.domainsMatch === 'any-verified' ? all : [primary]",
    replace: 'all',
    tests: ['src/admission/mail-addresses.test.ts'],
  },
  {
    defence: 'an unverified address counts where the operator vouches for its domain alone',
    file: 'src/admission/mail-addresses.ts',
    find: 'trusted.vouchedDomains.includes(stated.domain)',
    replace: 'trusted.vouchedDomains.length > 0',
    tests: ['src/admission/mail-addresses.test.ts'],
  },
  {
    defence: 'an address that is vouched for is not called verified',
    file: 'src/connectors/github/addresses.ts',
    find: '    emailVerified,\n    verifiedEmails',
    replace: '    emailVerified: isShown,\n    verifiedEmails',
    tests: ['src/connectors/github/addresses.test.ts'],
  },
  {
    defence: 'nobody vouches for addresses of a provider where anybody has an account',
    file: 'src/config/vouched-domains.ts',
    find: 'if (refused !== undefined) {',
    replace: "if (refused?.problem === '') {",
    tests: ['src/config/vouched-domains.test.ts'],
  },
  {
    defence: 'a list of addresses counts only beside the primary one that it holds',
    file: 'src/federation/admission.ts',
    find: 'isOfBefore ? [] : verifiedEmails',
    replace: 'verifiedEmails',
    tests: ['src/federation/addresses.test.ts'],
  },
  {
    defence: 'a refusal of GitHub is repeated nowhere',
    file: 'src/connectors/github/refusals.ts',
    find: 'if (sentence.test(message)) return refused(code, reason, remedy);',
    replace: 'if (sentence.test(message)) return refused(code, reason, message);',
    tests: ['src/connectors/github/refusals.test.ts'],
  },
];
