import type { Adapter } from 'oidc-provider';
import { type ArtifactPayload, seconds } from '../artifact.ts';
import type { Storage } from '../storage.ts';
import { unsupported } from './unsupported.ts';

/** Browser sessions. */
export function createSessionAdapter({ sessions }: Storage): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      await sessions.upsert(id, payload as ArtifactPayload, seconds(expiresIn));
    },
    async find(id) {
      return sessions.find(id);
    },
    async findByUid(uid) {
      return sessions.findByUid(uid);
    },
    async destroy(id) {
      await sessions.destroy(id);
    },
    findByUserCode: unsupported('Session', 'user code'),
    consume: unsupported('Session', 'use'),
    revokeByGrantId: unsupported('Session', 'grant'),
  };
}
