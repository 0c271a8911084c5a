import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Nothing but Maps: forgets everything with the process, and is as fast as storage can be. */
export function createMemoryAdapter(): (model: string) => Adapter {
  return () => {
    const records = new Map<string, AdapterPayload>();
    const byUid = new Map<string, string>();
    return {
      upsert(id, payload) {
        records.set(id, payload);
        if (payload.uid !== undefined) byUid.set(payload.uid, id);
        return done();
      },
      find: (id) => Promise.resolve(records.get(id)),
      findByUid: (uid) => Promise.resolve(records.get(byUid.get(uid) ?? '')),
      findByUserCode: () => done(),
      consume(id) {
        const record = records.get(id);
        if (record !== undefined) record.consumed = Math.floor(Date.now() / 1000);
        return done();
      },
      destroy(id) {
        records.delete(id);
        return done();
      },
      revokeByGrantId(grantId) {
        for (const [id, record] of records) if (record.grantId === grantId) records.delete(id);
        return done();
      },
    };
  };
}

function done(): Promise<undefined> {
  return Promise.resolve(undefined);
}
