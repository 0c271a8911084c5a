import express, { type Request, type RequestHandler, type Response } from 'express';
import {
  type Client,
  errors,
  type Interaction,
  type InteractionResults,
  type Provider,
} from 'oidc-provider';
import type { Answer, FirstAnswer } from '../consent/first-answer.ts';
import { sameOriginOnly, saysSameOrigin } from '../http/request/same-origin.ts';
import { clientSummary } from '../http/sending/client-summary.ts';
import { AlreadyDone, HttpError } from '../http/sending/errors.ts';
import type { ClientSummary } from '../pages/pages.ts';
import { nextInteractionCookie } from '../provider/authorization/next-interaction.ts';
import { ownOutcome } from '../provider/authorization/outcome-binding.ts';
import {
  isFinishedInteraction,
  isPendingInteraction,
} from '../provider/adapter/interaction-adapter.ts';
import { servedRequest } from '../provider/request.ts';
import type { Storage } from '../storage/storage.ts';
import { cookieValue } from './cookie-value.ts';
import type { FormTokens, OwnForm } from '../session/form-tokens.ts';

/** The interaction of this browser at this address, with the client that waits for it. */
export interface InteractionContext {
  readonly uid: string;
  readonly interaction: Interaction;
  readonly client: Client;
  readonly summary: ClientSummary;
}

export type InteractionRequest = Request<{ uid: string }>;

/** A form of ours that was posted, and what it is about. */
export interface Posted {
  readonly context: InteractionContext;
  readonly body: Readonly<Record<string, unknown>>;
  readonly own: OwnForm;
}

export interface StepsOptions {
  /** the provider of the moment */
  readonly provider: () => Provider;
  readonly storage: Storage;
  readonly formTokens: FormTokens;
  readonly firstAnswer: FirstAnswer;
  readonly publicUrl: URL;
  /** of an interaction, in seconds */
  readonly lifetime: number;
}

/** What every step of an interaction begins and ends with. */
export class Steps {
  readonly #options: StepsOptions;
  /** in front of every form: refuses those of other sites, and reads the fields */
  readonly form: readonly RequestHandler[];

  constructor(options: StepsOptions) {
    this.#options = options;
    this.form = [
      sameOriginOnly(options.publicUrl),
      express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 1000 }),
    ];
  }

  /**
   * Loads the interaction that this browser's cookie and the address agree on.
   *
   * @throws AlreadyDone where it was answered before
   * @throws HttpError `stale_interaction` where it is unknown to this browser
   */
  async load(req: InteractionRequest, res: Response): Promise<InteractionContext> {
    const { storage } = this.#options;
    const provider = this.#options.provider();
    const { uid } = req.params;
    const interaction = await this.#details(provider, req, res);
    if (interaction.uid !== uid) throw new HttpError('stale_interaction', 'other_interaction');
    const { client_id: clientId, redirect_uri: redirectUri } = interaction.params;
    servedRequest().about = { clientId: String(clientId), userId: interaction.session?.accountId };
    const client = await provider.Client.find(String(clientId));
    const row = await storage.clients.row(String(clientId));
    if (client === undefined || row === undefined) {
      const wasSwitchedOff = (await storage.clients.show(String(clientId)))?.disabled_at != null;
      throw new HttpError(wasSwitchedOff ? 'client_disabled' : 'invalid_client');
    }
    // The interaction may be older than an upgrade that no longer accepts this redirect URI.
    if (!client.redirectUriAllowed(String(redirectUri))) {
      throw new HttpError('stale_interaction', 'redirect_uri_refused');
    }
    return {
      uid,
      interaction,
      client,
      summary: clientSummary(client, row.kind, String(redirectUri)),
    };
  }

  /**
   * Loads what a form is about and checks that the form was ours.
   *
   * @param prompt the one that the form answers; absent: any
   */
  async posted(req: InteractionRequest, res: Response, prompt?: string): Promise<Posted> {
    const context = await this.load(req, res);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const own = this.#options.formTokens.check(
      req,
      { form: 'interaction', uid: context.uid },
      body.csrf,
    );
    if (prompt !== undefined && context.interaction.prompt.name !== prompt) {
      throw new HttpError('stale_interaction', 'other_prompt');
    }
    return { context, body, own };
  }

  /** @throws AlreadyDone where the interaction was answered otherwise before */
  async expectFirst({ uid }: InteractionContext, answer: Answer): Promise<void> {
    if (!(await this.#options.firstAnswer.is(uid, answer))) throw new AlreadyDone();
  }

  /**
   * Records the answer to an interaction, for this browser alone: the response gets the cookie that the
   * resumption has to present.
   *
   * @param form the one that was posted; absent: the answer comes from elsewhere
   * @returns the resume address
   * @throws AlreadyDone where another request, a second click perhaps, has answered it meanwhile
   */
  async answer(
    req: InteractionRequest,
    res: Response,
    result: InteractionResults,
    form?: OwnForm,
  ): Promise<string> {
    const { publicUrl, lifetime: maxAge } = this.#options;
    const provider = this.#options.provider();
    // A form that is posted twice gets the same secret, but only if the browser says that the post is
    // same-origin.
    const isProved = form !== undefined && saysSameOrigin(req, publicUrl);
    const secret = isProved ? form.outcomeSecret() : undefined;
    const { issuer } = provider;
    const { uid } = req.params;
    const own = ownOutcome(issuer, uid, req.headers.cookie, result, { maxAge, secret });
    try {
      const returnTo = await provider.interactionResult(req, res, own.result);
      res.append('Set-Cookie', own.setCookie);
      return returnTo;
    } catch (error) {
      throw await this.#explained(error, req);
    }
  }

  async #details(provider: Provider, req: InteractionRequest, res: Response): Promise<Interaction> {
    try {
      return await provider.interactionDetails(req, res);
    } catch (error) {
      throw await this.#explained(error, req);
    }
  }

  /** What a missing interaction means to the user: answered before, or unknown to this browser. */
  async #explained(error: unknown, req: InteractionRequest): Promise<unknown> {
    const { storage } = this.#options;
    const { issuer } = this.#options.provider();
    if (!(error instanceof errors.SessionNotFound)) return error;
    if (!(await isFinishedInteraction(storage, req.params.uid))) {
      return new HttpError('stale_interaction', 'unknown_interaction', { cause: error });
    }
    const next = cookieValue(req, nextInteractionCookie(issuer));
    const pending =
      next !== undefined && SHAPE.test(next) && (await isPendingInteraction(storage, next));
    return new AlreadyDone(pending ? next : undefined);
  }
}

const SHAPE = /^[\w-]{1,64}$/;
