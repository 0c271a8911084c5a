import type { Program } from '../../harness/program.ts';

interface TokenAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Sends a refresh token to the token endpoint as the program would (RFC 6749 §6). */
export function refreshWith(issuer: string, program: Program, token: string): Promise<TokenAnswer> {
  return post(`${issuer}/token`, {
    grant_type: 'refresh_token',
    refresh_token: token,
    client_id: clientId(program),
  });
}

/** Revokes a token as the program would (RFC 7009 §2.1). */
export async function revoke(issuer: string, program: Program, token: string): Promise<number> {
  const metadata = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
  const { revocation_endpoint: endpoint } = (await metadata.json()) as Record<string, string>;
  return (await post(endpoint!, { token, client_id: clientId(program) })).status;
}

async function post(url: string, fields: Record<string, string>): Promise<TokenAnswer> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, body };
}

/** The refresh token that the program holds. */
export function refreshToken(program: Program): string {
  const token = program.remembered.tokens?.refresh_token;
  if (token === undefined) throw new Error('the program has no refresh token');
  return token;
}

function clientId(program: Program): string {
  const id = program.remembered.client?.client_id;
  if (id === undefined) throw new Error('the program is not registered');
  return id;
}
