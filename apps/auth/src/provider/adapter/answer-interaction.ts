import { errors } from 'oidc-provider';
import type { ArtifactRow } from '../../storage/artifact.ts';
import type { Artifacts } from '../../storage/artifacts.ts';
import { currentRequest } from '../request.ts';

/**
 * Writes a record; where it is the answer to the interaction that is being resumed, finishes that in
 * the same statement. Of any number of resumptions at once one has an answer.
 *
 * @throws SessionNotFound where the interaction was answered before
 */
export async function writeAnswer(artifacts: Artifacts, row: ArtifactRow): Promise<void> {
  const request = currentRequest()?.authorization;
  if (request?.answering === undefined) return artifacts.upsert(row);
  if (!(await artifacts.answer('Interaction', request.answering, row))) {
    const error = new errors.SessionNotFound('the interaction was answered before');
    // The client already has its answer from the first request; this error must not be sent there.
    throw Object.assign(error, { allow_redirect: false });
  }
  delete request.answering;
}
