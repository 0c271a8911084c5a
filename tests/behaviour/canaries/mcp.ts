import type { Asking } from './asking.ts';
import { AUTHORIZATION, HEADERS, SCHEMES } from './fields.ts';
import { credentials } from './everywhere.ts';

type Json = Readonly<Record<string, unknown>>;

/** Every field of a request to the MCP server, with and without a token. */
export async function mcpRequests(asking: Asking, token: string): Promise<void> {
  const { canaries, stack } = asking;
  const plant = (field: string) => canaries.plant('mcp', field);
  const url = () => new URL(stack.mcpUrl);
  const authorization = `Bearer ${token}`;
  const send = (headers: Record<string, string>, body: unknown = call({}), at = url()) =>
    asking.ask(at, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  for (const header of HEADERS) {
    const value = header === 'origin' ? `https://${plant('header origin')}.example` : undefined;
    await send({ authorization, [header]: value ?? plant(`header ${header}`) });
    await send({ [header]: value ?? plant(`header ${header}`) });
  }
  for (const header of ['cookie', 'x-request-id', 'content-encoding', 'content-type']) {
    await send({ authorization, [header]: plant(`header ${header}`) });
  }
  await send({ host: `${plant('header host')}.example`, authorization });
  for (const scheme of SCHEMES) await send({ authorization: credentials(scheme, plant) });

  const query = url();
  for (const field of AUTHORIZATION) query.searchParams.set(field, plant(`${field} in the query`));
  await send({ authorization }, undefined, query);
  for (const path of ['/', '/mcp/', '/.well-known/', '/.well-known/oauth-protected-resource/']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      await asking.ask(new URL(`${path}${plant('a segment of the path')}`, url()), { method });
    }
  }

  for (const body of bodies(plant)) {
    await send({ authorization }, body);
    await send({}, body);
  }
}

function call(more: Json, params: Json = { name: 'whoami', arguments: {} }): Json {
  return { jsonrpc: '2.0', id: 1, method: 'tools/call', params, ...more };
}

function* bodies(plant: (field: string) => string): Generator {
  for (const member of ['jsonrpc', 'id', 'method', 'params', 'unheard_of']) {
    yield call({ [member]: plant(member) });
  }
  const params = { name: 'user_action', arguments: { data: plant('argument data') } };
  yield call({}, params);
  yield call({}, { ...params, name: 'protected_action' });
  yield call({}, { ...params, name: plant('name of a tool') });
  yield call({}, { ...params, arguments: plant('arguments, no object') });
  yield call({}, { ...params, arguments: { data: { deep: plant('argument of another kind') } } });
  yield call({}, { ...params, arguments: { [plant('a name of an argument')]: plant('argument') } });
  yield call(
    {},
    { ...params, _meta: { progressToken: plant('progressToken'), x: plant('_meta') } },
  );
  yield call({ method: 'resources/read' }, { uri: `file:///${plant('uri of a resource')}` });
  yield call({ method: 'prompts/get' }, { name: plant('name of a prompt') });
  yield call(
    { method: 'initialize' },
    {
      protocolVersion: plant('protocolVersion'),
      capabilities: { experimental: { x: { y: plant('a capability') } } },
      clientInfo: { name: plant('name of a client'), version: plant('version of a client') },
    },
  );
  yield { jsonrpc: '2.0', method: plant('method of a notification'), params: {} };
  yield [call({ id: plant('id in a batch') })];
  yield `{"jsonrpc":"2.0","id":1,"method":"${plant('a body that is no JSON')}`;
}
