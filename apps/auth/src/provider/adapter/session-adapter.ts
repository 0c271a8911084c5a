import type { Adapter } from 'oidc-provider';
import { type ArtifactPayload, seconds } from '../../storage/artifact.ts';
import { currentRequest } from '../request.ts';
import type { Events } from '../../events/events.ts';
import { tellSignedOut } from '../sign-out.ts';
import type { Storage } from '../../storage/storage.ts';
import { unsupported } from './unsupported.ts';

/** Browser sessions. */
export function createSessionAdapter({ sessions }: Storage, events: Events): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      const { authorization: request, replacedSession, readSession } = currentRequest() ?? {};
      const stored = payload as ArtifactPayload;
      if (replacedSession !== undefined) {
        await tellSignedOut(events, (unit) =>
          sessions.replace(replacedSession, id, stored, seconds(expiresIn), unit),
        );
        return;
      }
      const wasRead = readSession !== undefined && readSession === stored.uid;
      await sessions.upsert(id, stored, seconds(expiresIn), request?.retiring, wasRead);
      delete request?.retiring;
    },
    async find(id) {
      const found = await sessions.find(id);
      const request = currentRequest();
      if (request !== undefined && typeof found?.uid === 'string') request.readSession = found.uid;
      return found;
    },
    async findByUid(uid) {
      return sessions.findByUid(uid);
    },
    /** A session that gets another name is destroyed under the old one first. */
    async destroy(id) {
      const request = currentRequest()?.authorization;
      if (request !== undefined) {
        request.retiring = id;
        return;
      }
      await sessions.destroy(id);
    },
    findByUserCode: unsupported('Session', 'user code'),
    consume: unsupported('Session', 'use'),
    revokeByGrantId: unsupported('Session', 'grant'),
  };
}
