import type { Adapter } from 'oidc-provider';
import { type ArtifactPayload, seconds } from '../../storage/artifact.ts';
import type { Events } from '../../events/events.ts';
import type { Storage } from '../../storage/storage.ts';
import { endGrant } from '../end-grant.ts';
import { currentRequest } from '../request.ts';
import { unsupported } from './unsupported.ts';

/** Grants. `destroy` revokes: the row stays, because its place in the status list must. */
export function createGrantAdapter(storage: Storage, events: Events): Adapter {
  const { grants } = storage;
  return {
    async upsert(id, payload, expiresIn) {
      await grants.create(id, payload as ArtifactPayload, seconds(expiresIn));
    },
    async find(id) {
      const known = currentRequest()?.token?.unit?.grant(id);
      const payload = known === undefined ? await grants.find(id) : known;
      return payload ?? undefined;
    },
    async destroy(id) {
      const request = currentRequest()?.token;
      const isReplay = request?.unit?.alreadyConsumed === true;
      const ended = await endGrant({ storage, events }, id, isReplay ? 'replay' : 'revoked');
      if (isReplay && ended !== undefined) request.returned('revoked', ended);
    },
    findByUid: unsupported('Grant', 'uid'),
    findByUserCode: unsupported('Grant', 'user code'),
    consume: unsupported('Grant', 'use'),
    revokeByGrantId: unsupported('Grant', 'grant'),
  };
}
