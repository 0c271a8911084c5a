/**
 * One commit per token request.
 *
 * ```
 * load ──▶ library's handler ──▶ response built ──▶ commit ──▶ response sent
 *              │ any error                             │ somebody was first, or the grant ended
 *              ▼                                       ▼
 *        nothing written                    code: revoke what it issued
 *                                           refresh token: load again, answer with the successor
 * ```
 *
 * The library consumes and inserts while it builds the response; here both are collected (unit.ts)
 * and applied after it, so that an error in between (a wrong `resource`, a failing signature) burns
 * nothing. What is loaded, done around the library's handler and committed is the grant type's own
 * (grants).
 *
 * @module
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ServedResource } from '../../protocol/resource.ts';
import { scopeNames } from '../../protocol/scopes.ts';
import type { TokenReturned, TokensIssued } from '../../events/event.ts';
import type { Events } from '../../events/events.ts';
import type { EndedGrant } from '../../storage/grants.ts';
import type { PresentedRecord } from './grant-type.ts';
import { grantTypeNamed } from './grants/grant-types.ts';
import type { LoadingContext } from './loaded-records.ts';
import { TokenUnit } from './unit.ts';

/** One request to the token endpoint. */
export class TokenRequest {
  /** what was loaded and what is to be written; absent where the grant type presents no record */
  unit?: TokenUnit;
  /** the resource that a token without a grant is for, once it is known */
  resource?: ServedResource;
  /** whether a refresh is answered with the successor that exists: it is not rotated then */
  answersWithSuccessor = false;
  readonly #ctx: KoaContextWithOIDC;
  readonly #context: LoadingContext;
  readonly #events: Events;

  constructor(ctx: KoaContextWithOIDC, context: LoadingContext, events: Events) {
    this.#ctx = ctx;
    this.#context = context;
    this.#events = events;
  }

  /** To be called when it is known what becomes of a used record that came back. */
  returned(outcome: TokenReturned['outcome'], of: Partial<EndedGrant> = {}): void {
    const { client } = this.#ctx.oidc;
    if (this.unit === undefined || client === undefined) return;
    const { presented, grantId, userId, replacement } = this.unit;
    const isCode = presented.kind === 'AuthorizationCode';
    this.#events.happened({
      type: 'token_returned',
      presented: isCode ? 'code' : 'refresh_token',
      outcome,
      clientId: client.clientId,
      userId,
      grantId,
      usedAgo: isCode ? undefined : replacement?.usedAgo,
      ...of,
    });
  }

  /** That tokens are issued by this request; true once they are committed. */
  issued(): TokensIssued {
    const { client, params } = this.#ctx.oidc;
    const { grantId, userId, withheld } = this.unit ?? {};
    return {
      type: 'tokens_issued',
      grantType: String(params?.grant_type),
      clientId: client?.clientId ?? '',
      userId,
      grantId,
      ...(withheld && { withheld }),
    };
  }

  /**
   * Loads the unit. To be called when the library looks up the client: that is the first thing it does
   * once it has read the parameters.
   */
  async begin(clientId: string): Promise<void> {
    const { params } = this.#ctx.oidc;
    if (params === undefined) return;
    tidyScope(params);
    const presented = presentedBy(params);
    if (presented === undefined || this.unit !== undefined) return;
    this.unit = await new TokenUnit(this.#context, clientId, presented).load();
  }
}

type Parameters = Record<string, unknown>;

/**
 * Takes the spaces out of `scope` that stand before, behind or doubled between its names: clients put
 * lists together, and the library refuses the request for it (RFC 6749 §3.3 has one space between two).
 * Nothing but spaces is a parameter without a value, and so one that was left out (§3.1).
 */
function tidyScope(params: Parameters): void {
  if (typeof params.scope !== 'string') return;
  params.scope = scopeNames(params.scope).join(' ') || undefined;
}

function presentedBy(params: Parameters): PresentedRecord | undefined {
  const presents = grantTypeNamed(params.grant_type)?.presents;
  if (presents === undefined) return undefined;
  const value = params[presents.parameter];
  return typeof value === 'string' ? { kind: presents.kind, value } : undefined;
}
