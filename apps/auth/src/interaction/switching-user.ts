import type { IRouter, Response } from 'express';
import type { Events } from '../events/events.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { signOut } from '../provider/sign-out.ts';
import type { Storage } from '../storage/storage.ts';
import type { InteractionRequest, Steps } from './steps.ts';

export interface SwitchingUserNeeds {
  readonly steps: Steps;
  readonly storage: Pick<Storage, 'sessions'>;
  readonly events: Events;
  readonly publicUrl: URL;
}

/** *Not you?* signs the browser out and starts the same authorization request again. */
export function switchingUser(
  router: IRouter,
  { steps, storage, events, publicUrl }: SwitchingUserNeeds,
): void {
  router.post(
    ENDPOINTS.switchUser.path,
    ...steps.form,
    async (req: InteractionRequest, res: Response) => {
      const { context } = await steps.posted(req, res);
      const { session, params } = context.interaction;
      if (session?.uid !== undefined) await signOut({ storage, events }, session.uid);
      const again = new URL(ENDPOINTS.authorization.path, publicUrl);
      for (const [name, value] of Object.entries(params)) {
        for (const one of [value].flat()) {
          if (typeof one === 'string') again.searchParams.append(name, one);
        }
      }
      again.searchParams.set('prompt', 'login');
      res.redirect(303, `${again.pathname}${again.search}`);
    },
  );
}
