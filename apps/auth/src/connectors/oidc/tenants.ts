/**
 * An issuer that is many: Entra publishes one set of metadata for all of its tenants, whose `issuer` is a
 * template, and signs ID tokens in the name of the tenant that somebody is of (Microsoft identity
 * platform, “Validate tokens”). Any organisation has a tenant there, so those that may sign in are listed.
 *
 * @module
 */
import { decodeJwt } from 'jose';
import type { CustomFetch, ServerMetadata } from 'openid-client';
import type { Grant } from '../../upstream/openid-sign-in.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';

/** What stands in the template for the number of a tenant. */
const PLACE = '{tenantid}';

/** The addresses at which the metadata of all tenants is: personal accounts with them, or without. */
const SHARED = /^(.*)\/(?:organizations|common)\/v2\.0$/;

/** The issuer that the metadata of all tenants states, where an issuer is that of all. */
export function templateOf(issuer: string): string | undefined {
  const [, before] = SHARED.exec(issuer) ?? [];
  return before === undefined ? undefined : `${before}/${PLACE}/v2.0`;
}

/** The issuers that a template stands for. */
export function issuersOf(template: string, tenants: readonly string[]): string[] {
  return tenants.map((tenant) => template.replace(PLACE, tenant));
}

export interface Tenants {
  readonly upstream: Upstream;
  readonly template: string;
  readonly tenants: readonly string[];
  /** the name of the variable that lists them */
  readonly variable: string;
}

/**
 * Runs the code grant for the tenant that the ID token names, where it is listed. Only the token says which
 * it is, so what the token endpoint answered is looked into first, and then checked as that of any issuer
 * is: the code is exchanged once.
 */
export function inItsTenant({ upstream, template, tenants, variable }: Tenants) {
  const issuers = issuersOf(template, tenants);
  return async <Result>(
    metadata: ServerMetadata,
    fetch: CustomFetch,
    callback: URL,
    grant: Grant<Result>,
  ): Promise<Result> => {
    const told = callback.searchParams.get('iss');
    // RFC 9207: before the code is sent anywhere.
    if (told !== null && !issuers.includes(told)) {
      throw unfit(upstream, 'came back with the issuer of no listed tenant');
    }
    const answer = await answerOf(metadata, fetch, callback, grant);
    const tenant = await tenantIn(answer.clone());
    if (tenant === undefined) throw unfit(upstream, 'sent an ID token of no tenant');
    if (!tenants.includes(tenant)) throw notListed(upstream, tenant, variable);
    const issuer = template.replace(PLACE, tenant);
    const replaying: CustomFetch = async (url, init) => {
      if (isAt(url, metadata.token_endpoint)) return answer;
      const response = await fetch(url, init);
      return isAt(url, metadata.jwks_uri) ? withoutKeysOf(response, [template, issuer]) : response;
    };
    return grant({ ...metadata, issuer }, replaying, callback);
  };
}

/** Whether a request is to an endpoint, however the metadata spells its address. */
function isAt(url: string, endpoint: string | undefined): boolean {
  return endpoint !== undefined && new URL(url).href === new URL(endpoint).href;
}

/** What the token endpoint answers, nothing checked: the issuer is not known yet, so no token passes. */
async function answerOf(
  metadata: ServerMetadata,
  fetch: CustomFetch,
  callback: URL,
  grant: Grant<unknown>,
): Promise<Response> {
  const { authorization_response_iss_parameter_supported: _, ...rest } = metadata;
  const withoutIss = new URL(callback);
  withoutIss.searchParams.delete('iss');
  let answer: Response | undefined;
  const keeping: CustomFetch = async (url, init) => {
    const response = await fetch(url, init);
    if (isAt(url, metadata.token_endpoint) && response.status === 200) answer = response.clone();
    return response;
  };
  try {
    await grant(rest, keeping, withoutIss);
  } catch (error) {
    if (answer === undefined) throw error;
  }
  if (answer === undefined) throw new TypeError('a grant asks the token endpoint');
  return answer;
}

/**
 * The published keys but those of other tenants, also of such as are listed: Entra says of a key which issuer it
 * signs for, that of personal accounts for one.
 */
async function withoutKeysOf(response: Response, issuers: readonly string[]): Promise<Response> {
  const body = (await response
    .clone()
    .json()
    .catch(() => undefined)) as { readonly keys?: unknown } | undefined;
  if (!Array.isArray(body?.keys)) return response;
  const keys = (body.keys as readonly unknown[]).filter((key) => {
    const issuer = (key as { readonly issuer?: unknown } | null)?.issuer;
    return issuer === undefined || issuers.some((one) => one === issuer);
  });
  return Response.json({ ...body, keys }, { status: response.status });
}

/** `tid` as the ID token has it, which nobody has verified yet. */
async function tenantIn(response: Response): Promise<string | undefined> {
  try {
    const { id_token: idToken } = (await response.json()) as { id_token?: unknown };
    const tid = typeof idToken === 'string' ? decodeJwt(idToken).tid : undefined;
    return typeof tid === 'string' ? tid : undefined;
  } catch {
    return undefined;
  }
}

function unfit({ provider, label }: Upstream, what: string): UpstreamError {
  return new UpstreamError('invalid_response', provider, `${label} ${what}.`);
}

function notListed({ provider, label }: Upstream, tenant: string, variable: string) {
  // Nothing but a number is repeated: it is not verified.
  const which = /^[\da-f-]{36}$/.test(tenant) ? tenant : 'its tenant';
  const message = `${label} signed somebody in whose tenant is not listed.`;
  return new UpstreamError('policy', provider, message, {
    reason: 'tenant_not_listed',
    remedy: `If people of ${which} may sign in, add it to ${variable}.`,
  });
}
