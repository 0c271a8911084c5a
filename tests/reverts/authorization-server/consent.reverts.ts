import type { Revert } from '../revert.ts';

/** Defences of `apps/auth`: what a person is asked, and what is remembered of the answer. */
export const CONSENT: readonly Revert[] = [
  {
    defence: 'an error is held where nobody vouches for the client',
    file: 'src/consent/known-client.ts',
    find: "if (client?.kind === 'operator') return true;",
    replace: 'if (client !== undefined) return true;',
    tests: ['src/provider/authorization/error-responses.test.ts'],
  },
  {
    defence: 'a person is asked before a client gets a code',
    file: 'src/consent/remembered.ts',
    find: "if (redirectTarget(String(params?.redirect_uri)) !== 'https') return false;",
    replace: '',
    tests: ['src/consent/remembered.test.ts'],
  },
  {
    defence: 'a person is asked before a client gets a scope they have not decided on',
    file: 'src/consent/remembered.ts',
    find: 'if (!scopes.every((scope) => allowed.includes(scope))) return undefined;',
    replace: '',
    tests: ['src/consent/remembered.test.ts'],
  },
  {
    defence: 'a remembered consent is silent only for the redirect that it was about',
    file: 'src/consent/decided-redirect.ts',
    find: 'if (redirect === undefined || !Object.hasOwn(consent.redirects, redirect)) return [];',
    replace: 'if (redirect !== undefined) return consent.scopes;',
    tests: ['src/consent/decided-redirect.test.ts'],
  },
  {
    defence: 'an agreement vouches for the redirect that it was about, and for no other',
    file: 'src/storage/consents.ts',
    find: 'jsonb_array_elements_text(c.redirects -> $3)',
    replace: 'unnest(CASE WHEN $3::text IS NOT NULL THEN c.scopes END)',
    tests: ['src/consent/decided-redirect.test.ts'],
  },
  {
    defence: 'no page, of another site or of ours, can make use of a remembered consent',
    file: 'src/consent/remembered.ts',
    find: " && ctx.get('Sec-Fetch-Site') === 'none';",
    replace: ';',
    tests: ['src/consent/remembered.test.ts'],
  },
  {
    defence: 'a site of the operator’s own is answered to a window alone',
    file: 'src/consent/own-site.ts',
    find: "return ctx.get('Sec-Fetch-Mode') === 'navigate' && ctx.get('Sec-Fetch-Dest') === 'document';",
    replace: 'return true;',
    tests: ['src/consent/own-site.test.ts'],
  },
  {
    defence: 'what a person refused is not written again for a trusted client',
    file: 'src/storage/entrusted-consents.ts',
    find: 'WHERE consents.expires_at <= now() OR NOT consents.refused && excluded.scopes',
    replace: '',
    tests: ['src/consent/own-site.test.ts'],
  },
  {
    defence: 'a client that has become another asks again',
    file: 'src/storage/consents.ts',
    find: '  `coalesce(${consent}.shown = ${shown}, (',
    replace: '  `coalesce(${consent}.shown = ${shown} OR true, (',
    tests: ['src/consent/changed-client.test.ts'],
  },
  {
    defence: 'a decision about the new looks drops what was decided elsewhere about the old ones',
    file: 'src/storage/consents.ts',
    find: "AND ${LOOKED_THE_SAME('consents', 'excluded.shown')}) AS d,",
    replace: ') AS d,',
    tests: ['src/consent/changed-client.test.ts'],
  },
  {
    defence:
      'a decision of before looks were written down counts only while nobody wrote the client',
    file: 'src/storage/consents.ts',
    find: 'SELECT asking.updated_at < ${consent}.decided_at FROM',
    replace: 'SELECT asking.updated_at IS NOT NULL FROM',
    tests: ['src/consent/changed-client.test.ts'],
  },
  {
    defence: 'a client that gives up its proof loses its grants',
    file: 'src/storage/lost-proof.ts',
    find: "AND ${PROVES('before.metadata')} AND NOT (${PROVES(`(${metadata})`)})",
    replace: 'AND false',
    tests: ['src/storage/lost-proof.test.ts'],
  },
  {
    defence: 'keys are on a private network only at the host that the operator named',
    file: 'src/documents/client-keys.ts',
    find: 'mayBePrivate: mayBePrivate && url.host === new URL(clientId).host,',
    replace: 'mayBePrivate,',
    tests: ['src/documents/client-keys.test.ts'],
  },
  {
    defence: 'what a user may not have is granted by no form',
    file: 'src/consent/decision.ts',
    find: 'const asked = pending.resourceScopes.filter(isAvailable);',
    replace: 'const asked = pending.resourceScopes;',
    tests: ['src/consent/available.test.ts'],
  },
  {
    defence: 'what a user may not have is granted by no decision of before',
    file: 'src/consent/remembered.ts',
    find: 'scopes: all.filter(known.isAvailable),',
    replace: 'scopes: all,',
    tests: ['src/consent/available.test.ts'],
  },
  {
    defence: 'a client that comes back for what is not available meets its user',
    file: 'src/consent/remembered.ts',
    find: 'return isEmpty || grants.wasUsedLately({ userId, clientId, resource }, COMES_BACK_SECONDS);',
    replace:
      'return isEmpty && grants !== undefined && clientId !== userId && resource !== userId;',
    tests: ['src/consent/available.test.ts'],
  },
];
