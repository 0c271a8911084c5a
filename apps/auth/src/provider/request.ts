/**
 * What is known of the request that is being served, for whoever is called on its behalf.
 *
 * The library calls its adapters without its context, and the database calls back without any. So what
 * belongs to a request is kept in one object: made where the request enters (http/app.ts), filled in by
 * the room that serves it, found by {@link currentRequest}, and gone with the answer.
 *
 * | member | filled in by |
 * | --- | --- |
 * | `id`, `address`, `traceId` | http/app.ts |
 * | `about` | whoever comes to know it, where a page may have to say what went wrong |
 * | `databaseFault` | whoever meets one (database-faults.ts) |
 * | `uiLocales` | adapter/interaction-adapter.ts, for the request that an interaction is about |
 * | `chosenLanguage` | whoever is told which language a person wants |
 * | `refused` | whoever makes an answer that refuses, where the answer does not say it as JSON |
 * | `documentRefused` | authorization/client-document.ts |
 * | `clientKeys` | client-authentication/client-keys.ts |
 * | `failure` | what fails around the library (failures.ts) |
 * | `ctx` | the library's first middleware (factory.ts) |
 * | `attempt` | limits/attempts.ts |
 * | `records` | middleware.ts, where a client and the resources are asked for |
 * | `token` | middleware.ts, at the token endpoint |
 * | `authorization` | authorization/authorization-endpoint.ts |
 * | `replacedSession` | browser-sessions.ts |
 * | `readSession` | adapter/session-adapter.ts |
 *
 * @module
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseUnavailable } from '@gatehouse/database';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { AuthorizationRequest } from './authorization/authorization-request.ts';
import type { Circumstances } from '../events/events.ts';
import type { Attempt } from './limits/attempts.ts';
import type { RequestRecords } from './request-records.ts';
import type { TokenRequest } from './token/token-request.ts';

/** One request to the public application. */
export interface ServedRequest {
  /** what its lines in the log are called; absent in tests that write none */
  readonly id?: string | undefined;
  /** whoever it comes from, as far as the proxies in front are trusted */
  readonly address?: (() => string | undefined) | undefined;
  /** of the trace that it is part of (W3C Trace Context), where somebody said so or it is traced here */
  readonly traceId?: string | undefined;
  /** the client and the person that it is about */
  about?: { readonly clientId?: string; readonly userId?: string | undefined };
  /** `ui_locales` of the authorization request that it is a step of (OpenID Connect Core §3.1.2.1) */
  uiLocales?: unknown;
  /** the language that the person chooses with it: the cookie that it came with is older */
  chosenLanguage?: string;
  /** the first fault of the database that it met */
  databaseFault?: DatabaseUnavailable;
  /** the standard's code of the error that it is answered with */
  refused?: string;
  /** the document of the client could not be used */
  documentRefused?: boolean;
  /** the keys of the client that authenticates, where it has them at an address */
  clientKeys?: Promise<readonly object[]>;
  /** what failed, and has to be answered by whoever serves the request */
  failure?: { readonly error: unknown };
  /** the library's context, once the library serves it */
  ctx?: KoaContextWithOIDC;
  /** where clients prove who they are: who tries, and whether failures count */
  attempt?: Attempt;
  /** the client and the resources, read once */
  records?: RequestRecords;
  /** at the token endpoint: what is read, and what is to be written */
  token?: TokenRequest;
  /** at the authorization endpoint: the writes that belong together */
  authorization?: AuthorizationRequest;
  /** uid of the session whose place the one takes that is about to be written */
  replacedSession?: string;
  /** uid of the session that the browser came with: it may end before the library writes it again */
  readSession?: string;
}

const requests = new AsyncLocalStorage<ServedRequest | undefined>();

/** Serves one request; everything that is called inside finds it. */
export function serveRequest<Result>(
  serve: () => Result,
  begun: Pick<ServedRequest, 'id' | 'address' | 'traceId'> = {},
): Result {
  return requests.run({ ...begun }, serve);
}

/** Runs what is no part of the request that happens to be served. */
export function outsideTheRequest<Result>(run: () => Result): Result {
  return requests.run(undefined, run);
}

/** The request that is being served; `undefined` outside of one (commands, jobs). */
export function currentRequest(): ServedRequest | undefined {
  return requests.getStore();
}

/** What is told with everything that happens in the request. */
export function currentCircumstances(): Circumstances {
  return new OfRequest(currentRequest());
}

class OfRequest implements Circumstances {
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  readonly #request: ServedRequest | undefined;

  constructor(request: ServedRequest | undefined) {
    this.requestId = request?.id;
    this.traceId = request?.traceId;
    this.#request = request;
  }

  /** Read where a line is bounded by it, which those of every token are not. */
  get address(): string | undefined {
    return this.#request?.address?.();
  }
}

/**
 * The same, for rooms that only ever work inside of one.
 *
 * @throws TypeError outside of one: without it a token request would not commit once, nor an
 *   interaction end with its answer
 */
export function servedRequest(): ServedRequest {
  const request = currentRequest();
  if (request === undefined) throw new TypeError('nobody called serveRequest for this request');
  return request;
}

/**
 * The library's context, for what only ever runs while the library serves a request.
 *
 * @throws TypeError anywhere else
 */
export function servedContext(): KoaContextWithOIDC {
  const { ctx } = servedRequest();
  if (ctx === undefined) throw new TypeError('the library does not serve this request');
  return ctx;
}
