import { allEndpoints } from './endpoints.ts';
import type { Asking } from './asking.ts';
import { AUTHORIZATION, CALLBACK, HEADERS, OF_A_TOKEN, SCHEMES, TOKEN } from './fields.ts';

const QUERY = [...new Set([...AUTHORIZATION, ...TOKEN, ...OF_A_TOKEN, ...CALLBACK])];

/**
 * What any request may have, at every endpoint with every method: query, segments of the path, headers
 * and cookies.
 *
 * @param cookies names that the server sets
 */
export async function everywhere(asking: Asking, cookies: readonly string[]): Promise<void> {
  await Promise.all(
    allEndpoints.map(async ({ name, path, methods }) => {
      for (const method of methods) await atEndpoint(asking, name, path, method, cookies);
      await asking.ask(address(asking, name, `${path.replace(/\/$/, '')}/below`));
    }),
  );
  await asking.ask(address(asking, 'none', '/:nothing/:there'));
  await asking.ask(address(asking, 'none', '/.well-known/:nothing'));
}

async function atEndpoint(
  asking: Asking,
  name: string,
  path: string,
  method: string,
  cookies: readonly string[],
): Promise<void> {
  const { canaries } = asking;
  const plant = (field: string) => canaries.plant(name, field);
  const at = () => address(asking, name, path);
  const body = method === 'POST' ? '' : undefined;
  const send = (headers: Record<string, string>, url = at()) =>
    asking.ask(url, { method, headers, ...(body !== undefined && { body }) });

  const url = at();
  const ofForm = method === 'POST' ? ' of a form' : '';
  for (const field of QUERY) url.searchParams.set(field, plant(`${field} in the query${ofForm}`));
  url.searchParams.set(plant(`a name in the query${ofForm}`), '');
  await send({}, url);

  await send(Object.fromEntries(HEADERS.map((header) => [header, headerValue(header, plant)])));
  await send({ 'x-request-id': plant('header x-request-id') });
  for (const scheme of SCHEMES) {
    await send({ authorization: credentials(scheme, plant) });
  }
  await send({ host: `${plant('header host')}.example` });
  const jar = [...cookies, 'unheard_of'].map((cookie) => `${cookie}=${plant(`cookie ${cookie}`)}`);
  await send({ cookie: [...jar, `${plant('a name of a cookie')}=x`].join('; ') });
  // Of an unheard-of kind, and one that is no JSON.
  await asking.ask(at(), {
    method: 'POST',
    headers: { 'content-type': `application/${plant('header content-type')}` },
    body: plant('a body of an unheard-of kind'),
  });
  await asking.ask(at(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"x":"${plant('a body that is no JSON')}`,
  });
  await asking.ask(at(), { method: 'DELETE', headers: {} });
}

function address({ stack, canaries }: Asking, endpoint: string, path: string): URL {
  const filled = path.replace(/:(\w+)|below$/g, (_, segment = 'below') =>
    canaries.plant(endpoint, `${String(segment)} in the path`),
  );
  return new URL(filled, stack.issuer);
}

function headerValue(header: string, plant: (field: string) => string): string {
  const canary = plant(`header ${header}`);
  if (header === 'origin') return `https://${canary}.example`;
  if (header === 'referer') return `https://${canary}.example/${canary}?${canary}`;
  if (header === 'forwarded') return `for=${canary};host=${canary};proto=https`;
  if (header === 'tracestate' || header === 'baggage') return `vendor=${canary}`;
  if (header === 'proxy-authorization') return `Bearer ${canary}`;
  return canary;
}

/** What stands in `Authorization`. A Basic one holds two, in base64. */
export function credentials(scheme: string, plant: (field: string) => string): string {
  const field = `header authorization ${scheme}`.trim();
  if (scheme !== 'Basic') return `${scheme} ${plant(field)}`.trim();
  return `Basic ${btoa(`${plant(`${field} user`)}:${plant(`${field} password`)}`)}`;
}
