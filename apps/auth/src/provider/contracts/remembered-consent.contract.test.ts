import { afterEach, describe, expect, test } from 'vitest';
import {
  authorizationPath,
  Browser,
  PlainLibrary,
  RESOURCE,
  USER,
} from './plain-library.fixture.ts';

let library: PlainLibrary;
afterEach(() => library.close());

describe('remembered consent (consent/remembered.ts)', () => {
  test('the grant is asked for anew in each request of somebody who is signed in, with account, scopes and result at hand', async () => {
    const seen: unknown[] = [];
    library = await PlainLibrary.start({
      loadExistingGrant: async ({ oidc }) => {
        const { route, account, requestParamScopes, requestParamOIDCScopes, result } = oidc;
        const grantId = result?.consent?.grantId;
        seen.push({
          route,
          account: account?.accountId,
          scopes: [...requestParamScopes],
          openid: [...requestParamOIDCScopes],
          decided: grantId !== undefined,
        });
        return grantId === undefined ? undefined : library.provider.Grant.find(grantId);
      },
    });
    const browser = new Browser(library);
    await browser.authorize();
    await browser.visit(authorizationPath());

    const asked = { account: USER, scopes: ['openid', 'read'], openid: ['openid'] };
    expect(seen).toEqual([
      { route: 'resume', ...asked, decided: false },
      { route: 'resume', ...asked, decided: true },
      { route: 'authorization', ...asked, decided: false },
    ]);
  });

  test('the scopes that a resource has are in resourceServers by then', async () => {
    const served: unknown[] = [];
    library = await PlainLibrary.start({
      loadExistingGrant: async ({ oidc }) => {
        served.push([...(oidc.resourceServers?.[RESOURCE]?.scopes ?? [])]);
        return undefined;
      },
    });
    await expect(new Browser(library).authorize({ resource: RESOURCE })).rejects.toThrow(
      'redirects without end',
    );

    expect(served[0]).toEqual(['read', 'write']);
  });

  test('scopes that are put into params there are what the code is for', async () => {
    library = await PlainLibrary.start({
      loadExistingGrant: async ({ oidc }) => {
        const grantId = oidc.result?.consent?.grantId;
        const grant = grantId && (await library.provider.Grant.find(grantId));
        if (!grant || oidc.params === undefined) return undefined;
        grant.addResourceScope(RESOURCE, 'write');
        await grant.save();
        oidc.params.scope = 'openid read write';
        return grant;
      },
    });
    const { body } = await new Browser(library).tokens({ resource: RESOURCE });

    expect(body.scope).toBe('read write');
  });
});
