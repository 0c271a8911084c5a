import {
  type Adapter,
  type AdapterPayload,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';

/** One call of the library's to its adapter. */
export interface AdapterCall {
  readonly model: string;
  readonly method: keyof Adapter;
  readonly id: string;
  /** what was written, as it was then */
  readonly payload?: AdapterPayload;
  /** the request that it was made for, as the library says */
  readonly ctx: KoaContextWithOIDC | undefined;
}

/**
 * Adapters for every model of one library, which keep everything in memory and write down what they
 * are asked, in order.
 *
 * @param clients those that are registered, by their ids
 * @param calls every call is added here
 * @param around is asked before each call, and may throw
 */
export function recordingAdapters(
  clients: Readonly<Record<string, AdapterPayload>>,
  calls: AdapterCall[],
  around: (call: AdapterCall) => void = () => undefined,
): (model: string) => Adapter {
  const stored = new Map<string, AdapterPayload>(
    Object.entries(clients).map(([id, client]) => [`Client ${id}`, client]),
  );
  return (model) => {
    const note = (method: keyof Adapter, id: string, payload?: AdapterPayload) => {
      const { ctx } = Provider;
      const copy = payload && { payload: structuredClone(payload) };
      const call = { model, method, id, ctx, ...copy };
      calls.push(call);
      around(call);
    };
    const read = (id: string) => structuredClone(stored.get(`${model} ${id}`));
    const all = () =>
      [...stored].filter(([key]) => key.startsWith(`${model} `)).map(([, one]) => one);
    return {
      async upsert(id, payload) {
        note('upsert', id, payload);
        stored.set(`${model} ${id}`, structuredClone(payload));
      },
      async find(id) {
        note('find', id);
        return read(id);
      },
      async findByUid(uid) {
        note('findByUid', uid);
        return structuredClone(all().find((one) => one.uid === uid));
      },
      findByUserCode: () => Promise.resolve(undefined),
      async consume(id) {
        note('consume', id);
        const payload = stored.get(`${model} ${id}`);
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        note('destroy', id);
        stored.delete(`${model} ${id}`);
      },
      async revokeByGrantId(grantId) {
        note('revokeByGrantId', grantId);
        for (const [key, one] of stored) {
          if (key.startsWith(`${model} `) && one.grantId === grantId) stored.delete(key);
        }
      },
    };
  };
}
