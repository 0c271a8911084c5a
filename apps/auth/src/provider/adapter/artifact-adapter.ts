import { type Adapter, errors } from 'oidc-provider';
import { type ArtifactPayload, artifactRow, seconds } from '../../storage/artifact.ts';
import type { Storage } from '../../storage/storage.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { currentRequest } from '../request.ts';
import { writeAnswer } from './answer-interaction.ts';

/** Codes, tokens and the library's other short-lived records. */
export function createArtifactAdapter({ artifacts }: Storage, kind: string): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      const unit = currentRequest()?.token?.unit;
      if (unit !== undefined) unit.insert(kind, id, payload as ArtifactPayload, seconds(expiresIn));
      else
        await writeAnswer(
          artifacts,
          artifactRow(kind, tokenHash(id), payload as ArtifactPayload, seconds(expiresIn)),
        );
    },
    async find(id) {
      const known = currentRequest()?.token?.unit?.artifact(kind, id);
      const payload = known === undefined ? await artifacts.find(kind, id) : known;
      return payload ?? undefined;
    },
    async findByUid(uid) {
      return artifacts.findByUid(kind, uid);
    },
    findByUserCode: () => Promise.resolve(undefined),
    async consume(id) {
      if (currentRequest()?.token?.unit?.consume(kind, id)) return;
      if (!(await artifacts.consume(kind, id))) {
        throw new errors.InvalidGrant('already used');
      }
    },
    async destroy(id) {
      await artifacts.destroy(kind, id);
    },
    async revokeByGrantId(grantId) {
      await artifacts.revokeByGrant(kind, grantId);
    },
  };
}
