import type { KoaContextWithOIDC } from 'oidc-provider';
import { findResource } from '../../../protocol/resource.ts';
import type { LoadedRecords } from '../loaded-records.ts';

/** Other spellings of the grant's own resource mean that resource, also where it is repeated. */
export function canonicalizeResource(ctx: KoaContextWithOIDC, records: LoadedRecords): void {
  const { params } = ctx.oidc;
  const known = records.grantedResource();
  if (params === undefined || known === undefined) return;
  const asked = [params.resource].flat().filter((value) => value !== undefined && value !== '');
  const isKnown = (value: unknown) =>
    typeof value === 'string' && findResource([known], value) !== undefined;
  if (asked.length > 0 && asked.every(isKnown)) params.resource = known.resource;
}
