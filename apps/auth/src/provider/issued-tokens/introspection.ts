/**
 * Introspection (RFC 7662).
 *
 * ```
 * POST /token/introspection ──▶ client authenticated ── public client ──▶ 401
 *        │
 *        ├─ JWT ──── signed by us, not expired? ──▶ may this client ask? ─┐
 *        └─ opaque ─ found by the library? ───────▶ may this client ask? ─┤
 *                                                                         ▼
 *                                    does what the token rests on still stand? ──▶ 200, active
 *        any no ──▶ 200, { "active": false }, and never a reason
 * ```
 *
 * A token may be introspected by the client that it was issued to, and an access token by the server of
 * its resource, too. A JWT that is still within its lifetime is not active once its grant has ended.
 * That is the difference to verifying a signature.
 *
 * @module
 */
import type { ScopeJudge } from '../../federation/scope-judge.ts';
import type { JWTPayload } from 'jose';
import type { Client, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { clientSubject } from '../token/grants/client-subject.ts';
import { scopeNames } from '../../protocol/scopes.ts';
import { termsOf } from '../../storage/clients.ts';
import { operatorTerms } from '../../storage/operator-terms.ts';
import type { Standing } from '../../storage/standing.ts';
import type { Storage } from '../../storage/storage.ts';
import { CLIENT_CREDENTIALS } from '../token/grants/client-credentials.ts';
import { LoadedRecords, type RefreshLifetimes } from '../token/loaded-records.ts';
import type { Admits } from '../accounts.ts';
import { type Answer, answerOf } from '../answer.ts';
import type { IntrospectionRecords } from './introspection-records.ts';
import { ownAccessToken } from './own-access-token.ts';

export interface Introspection {
  readonly storage: Storage;
  /** of this request */
  readonly records: IntrospectionRecords;
  readonly admits: Admits;
  /** undefined where every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
  readonly lifetimes: RefreshLifetimes;
}

const INACTIVE = { active: false } as const;

/** What of a token decides who may ask about it. */
interface AskedToken {
  readonly kind: string;
  readonly clientId?: string | undefined;
  readonly aud?: unknown;
}

/** For the library's `allowedPolicy`; and for JWTs, which the library does not look into. */
export function mayIntrospect(_ctx: unknown, client: Client, token: AskedToken): boolean {
  if (token.clientId === client.clientId) return true;
  if (token.kind === 'RefreshToken' || typeof token.aud !== 'string') return false;
  return operatorTerms(client)?.introspects.includes(token.aud) ?? false;
}

/** Puts the true answer in the place of the library's, after the library has run. */
export async function answerIntrospection(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  introspection: Introspection,
): Promise<void> {
  const { client, params } = ctx.oidc ?? {};
  const answer = answerOf(ctx) ?? {};
  const ran = answer.active !== undefined || answer.error === 'unsupported_token_type';
  if (!ran || client === undefined || typeof params?.token !== 'string') return;
  if (client.clientAuthMethod === 'none') {
    // RFC 7662 §2.1: whoever asks must prove who they are, and a public client cannot.
    ctx.status = 401;
    ctx.body = { error: 'invalid_client', error_description: 'client authentication failed' };
    return;
  }
  ctx.status = 200;
  if (answer.error !== undefined) {
    ctx.body = await jwtAnswer(provider, client, params.token, introspection);
  } else if (answer.active === true) {
    ctx.body = await opaqueAnswer(ctx, answer, params.token, introspection);
  }
}

async function jwtAnswer(
  provider: Provider,
  client: Client,
  token: string,
  introspection: Introspection,
): Promise<object> {
  const claims = ownAccessToken(provider, token);
  if (claims === undefined) return INACTIVE;
  const { client_id: clientId, aud } = claims;
  const asked = { kind: 'AccessToken', clientId: String(clientId), aud };
  if (!mayIntrospect(undefined, client, asked)) return INACTIVE;
  if (typeof claims.gid !== 'string') return clientsOwnAnswer(claims, introspection);
  const standing = await standingOf(claims.gid, introspection);
  if (standing === undefined || standing.clientId !== clientId) return INACTIVE;
  return {
    active: true,
    ...claims,
    token_type: 'Bearer',
    ...named(standing),
    ...scopeToday(claims.scope, standing, introspection),
  };
}

/** A token that a client got for itself rests on the client alone. */
async function clientsOwnAnswer(
  claims: Readonly<JWTPayload>,
  { records }: Introspection,
): Promise<object> {
  const clientId = String(claims.client_id);
  const row = await records.client(clientId);
  const terms = row && termsOf(row);
  const grantTypes = row?.metadata.grant_types;
  const stands =
    terms !== undefined &&
    claims.sub === clientSubject(clientId) &&
    Array.isArray(grantTypes) &&
    grantTypes.includes(CLIENT_CREDENTIALS.name) &&
    terms.resources.includes(String(claims.aud)) &&
    (await records.resource(String(claims.aud))) !== undefined;
  return stands ? { active: true, ...claims, token_type: 'Bearer' } : INACTIVE;
}

async function opaqueAnswer(
  ctx: KoaContextWithOIDC,
  answer: Answer,
  value: string,
  introspection: Introspection,
): Promise<object> {
  const { AccessToken: accessToken, RefreshToken: refreshToken } = ctx.oidc.entities;
  const grantId = (accessToken ?? refreshToken)?.grantId;
  const standing = grantId === undefined ? undefined : await standingOf(grantId, introspection);
  if (standing === undefined) return INACTIVE;
  if (refreshToken !== undefined && !(await stillRefreshes(standing, value, introspection))) {
    return INACTIVE;
  }
  return { ...answer, ...named(standing), ...scopeToday(answer.scope, standing, introspection) };
}

/** Whether the token endpoint would take it: unused, and within today's lifetimes. */
async function stillRefreshes(
  { clientId }: Standing,
  value: string,
  { storage: { database, sealer }, lifetimes, scopeJudge }: Introspection,
): Promise<boolean> {
  const presented = { kind: 'RefreshToken', value } as const;
  const context = { database, sealer, lifetimes, scopeJudge };
  const records = await new LoadedRecords(context, clientId, presented).load();
  const { grantId } = records;
  return (
    !records.alreadyConsumed &&
    records.artifact('RefreshToken', value) != null &&
    // Where nothing is left of what was granted, a refresh is refused.
    records.grantedScopes(clientId)?.length !== 0 &&
    grantId !== undefined &&
    records.grant(grantId) != null
  );
}

async function standingOf(
  grantId: string,
  { records, admits }: Introspection,
): Promise<Standing | undefined> {
  const standing = await records.standing(grantId);
  return standing && admits(standing.identities) ? standing : undefined;
}

function named({ user }: Standing): { username?: string } {
  return user.username === null ? {} : { username: user.username };
}

/**
 * A user who took a scope back has taken it from the tokens that are out, too; so has whoever took the user
 * out of a group that has it.
 */
function scopeToday(
  scope: unknown,
  { consented, identities, resource }: Standing,
  { scopeJudge }: Introspection,
): { scope?: string } {
  if (typeof scope !== 'string') return {};
  const mayHave = scopeJudge?.(identities, resource);
  return {
    scope: scopeNames(scope)
      .filter((name) => consented.includes(name) && mayHave?.(name) !== false)
      .join(' '),
  };
}
