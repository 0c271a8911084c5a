import { type JsonServer, openJsonServer } from './json-server.ts';

/** A token that GitHub has issued, and to which app. */
export interface IssuedToken {
  readonly clientId: string;
  readonly user: { readonly id: number; readonly login: string };
  readonly scopes: readonly string[];
}

/**
 * GitHub's "check a token" (`POST /applications/{client_id}/token`), as strict as GitHub has it: the
 * emulator has no such thing, and takes an unknown token for that of somebody it knows.
 */
export function openGithubApi(
  secrets: ReadonlyMap<string, string>,
  issued: ReadonlyMap<string, IssuedToken>,
): Promise<JsonServer> {
  return openJsonServer(({ method, url, headers }, body) => {
    const clientId = /^\/applications\/([^/]+)\/token$/.exec(url ?? '')?.[1];
    if (method !== 'POST' || clientId === undefined) return { status: 404, body: {} };
    const credentials = btoa(`${clientId}:${secrets.get(clientId)}`);
    if (headers.authorization !== `Basic ${credentials}`) return { status: 401, body: {} };
    const { access_token: token } = JSON.parse(body) as { access_token: string };
    const known = issued.get(token);
    // A token of another app is answered as one that does not exist.
    if (known?.clientId !== clientId) return { status: 404, body: { message: 'Not Found' } };
    const { user, scopes } = known;
    return {
      status: 200,
      body: { id: 1, token, app: { client_id: clientId }, user, scopes, expires_at: null },
    };
  });
}
