import { type Adapter, errors } from 'oidc-provider';
import { type ArtifactPayload, artifactRow, seconds } from '../../storage/artifact.ts';
import { currentRequest } from '../request.ts';
import type { Storage } from '../../storage/storage.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { writeAnswer } from './answer-interaction.ts';
import { unsupported } from './unsupported.ts';

const KIND = 'Interaction';

/**
 * Interactions: what stands between an authorization request and its answer. The library keeps the
 * session's cookie in them; it is taken out here, because a stored cookie would open a session.
 * A resumed interaction is emptied, not deleted, so that Back and Reload can say *already done*, in the
 * language that it was asked for in.
 */
export function createInteractionAdapter({ artifacts }: Storage): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      const row = artifactRow(
        KIND,
        tokenHash(id),
        withoutCookie(payload as ArtifactPayload),
        seconds(expiresIn),
      );
      await writeAnswer(artifacts, row);
    },
    async find(id) {
      const payload = await artifacts.find(KIND, id);
      noteLocales(payload);
      if (payload === undefined || payload.consumed !== undefined) return undefined;
      // At `/auth/:uid` the library looks for what it resumes, and acts on whatever it finds.
      await currentRequest()?.authorization?.judge(id, payload);
      return payload;
    },
    /**
     * The library resumes an interaction by destroying it: once, however often it is tried at once.
     * What it is answered with comes later, and finishes it.
     */
    async destroy(id) {
      const request = currentRequest()?.authorization;
      if (request !== undefined) {
        request.answering = id;
        request.resumed = id;
        return;
      }
      if (!(await artifacts.finish(KIND, id))) {
        throw new errors.SessionNotFound('the interaction was answered before');
      }
    },
    findByUid: unsupported(KIND, 'uid'),
    findByUserCode: unsupported(KIND, 'user code'),
    consume: unsupported(KIND, 'use'),
    revokeByGrantId: unsupported(KIND, 'grant'),
  };
}

/** Whether an interaction of this uid was answered (and not merely never existed). */
export async function isFinishedInteraction(storage: Storage, uid: string): Promise<boolean> {
  const payload = await storage.artifacts.find(KIND, uid);
  noteLocales(payload);
  return payload?.consumed !== undefined;
}

/** Whether an interaction of this uid waits for its answer. */
export async function isPendingInteraction(storage: Storage, uid: string): Promise<boolean> {
  const payload = await storage.artifacts.find(KIND, uid);
  return payload !== undefined && payload.consumed === undefined;
}

/** Whoever reads an interaction may answer with a page, or with an error that becomes one. */
function noteLocales(payload: ArtifactPayload | undefined): void {
  const request = currentRequest();
  if (request === undefined || payload === undefined) return;
  const { ui_locales: uiLocales } = (payload.params ?? {}) as { readonly ui_locales?: unknown };
  if (uiLocales !== undefined) request.uiLocales = uiLocales;
}

function withoutCookie(payload: ArtifactPayload): ArtifactPayload {
  const { session: whole } = payload;
  if (typeof whole !== 'object' || whole === null) return payload;
  const { cookie: _cookie, ...session } = whole as { readonly cookie?: unknown };
  return { ...payload, session };
}
