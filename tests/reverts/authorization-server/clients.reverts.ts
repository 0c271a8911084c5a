import type { Revert } from '../revert.ts';

/** Defences of `apps/auth`: who may be a client, and what one may. */
export const CLIENTS: readonly Revert[] = [
  {
    defence: 'a registration is bounded, and holds nothing that the database cannot',
    file: 'src/registration/registration-request.ts',
    find: 'if (fault === undefined) return;',
    replace: 'if (fault !== null) return;',
    tests: ['src/registration/registration-request.test.ts'],
  },
  {
    defence: 'a scheme of the system is no redirect target',
    file: 'src/registration/redirect-uris.ts',
    find: 'if (isSystemScheme(url.protocol)) return',
    replace: "if (isSystemScheme(url.protocol) && url.protocol === 'javascript:') return",
    tests: ['src/registration/redirect-uris.test.ts'],
  },
  {
    defence: 'no answer is led back to the server itself, at whatever port a program may have',
    file: 'src/registration/redirect-uris.ts',
    find: 'if (URL.canParse(requested) && isAddressOf(requested, issuer)) return false;',
    replace: '',
    tests: ['src/registration/redirect-uris.test.ts'],
  },
  {
    defence: 'a redirect URI matches a registered one',
    file: 'src/provider/factory.ts',
    find: '  provider.proxy = true;',
    replace:
      '  provider.proxy = true;\n  provider.Client.prototype.redirectUriAllowed = () => true;',
    tests: ['src/provider/internals.test.ts'],
  },
  {
    defence: 'what the operator allows is nothing that a client could register for itself',
    file: 'src/storage/operator-terms.ts',
    find: 'return terms instanceof OperatorTerms ? terms : undefined;',
    replace: 'return terms === undefined ? undefined : new OperatorTerms(terms as OperatorTerms);',
    tests: ['src/storage/operator-terms.test.ts'],
  },
  {
    defence: 'a client gets tokens for itself only where the operator registered it',
    file: 'src/provider/token/grants/client-credentials.ts',
    find: "if (terms === undefined || client?.clientAuthMethod === 'none') {",
    replace: 'if (terms === undefined) {',
    tests: ['src/provider/token/grants/client-credentials.test.ts'],
  },
  {
    defence: 'the resources of a client hold for every grant type',
    file: 'src/provider/resource-servers.ts',
    find: 'if (terms !== undefined && !terms.allows(resource.resource)) {',
    replace: 'if (terms !== undefined && terms.resources === undefined) {',
    tests: ['src/provider/token/grants/client-credentials.test.ts'],
  },
  {
    defence: 'the subject of a client is no person’s',
    file: 'src/provider/token/grants/client-subject.ts',
    find: 'return `client:${clientId}`;',
    replace: 'return clientId;',
    tests: ['src/provider/token/grants/client-credentials.test.ts'],
  },
  {
    defence: 'an assertion is addressed to the issuer alone',
    file: 'src/provider/client-authentication/client-assertions.ts',
    find: 'if (!audiencesOf(clientId, ctx.oidc.issuer).some((one) => one === claims.aud)) {',
    replace: 'if (claims.aud === undefined) {',
    tests: ['src/provider/client-authentication/client-assertions.test.ts'],
  },
];
