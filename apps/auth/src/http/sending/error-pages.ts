import { DatabaseUnavailable } from '@gatehouse/database';
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from '../../events/logger.ts';
import {
  AlreadyDonePage,
  english,
  type ErrorPageProps,
  ErrorPage,
  type ProblemCode,
  statusOf,
} from '../../pages/pages.ts';
import { addressOf, endpointAt } from '../../protocol/addresses.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import { databaseFault } from '../../provider/database-faults.ts';
import { servedRequest } from '../../provider/request.ts';
import { type Detail, isTold } from '../references/incident.ts';
import type { Refer } from '../references/references.ts';
import { AlreadyDone, HttpError } from './errors.ts';
import { sendPage } from './send-page.ts';
import { whereToTryAgain } from './try-again.ts';
import { RETRY_AFTER, TEMPORARILY_UNAVAILABLE } from './unavailable.ts';
import { waitOf } from './wait.ts';

export interface ErrorPages {
  readonly logger: Pick<Logger, 'error'>;
  readonly refer: Refer;
}

/** Every failure of a page ends in a page that says what to do; the cause goes to the log alone. */
export function errorPages({ logger, refer }: ErrorPages): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const code = codeOf(error);
    if (code === 'unavailable') {
      // A cookie would stand for something that was not stored.
      res.removeHeader('Set-Cookie');
      res.set('Retry-After', String(RETRY_AFTER));
    } else if (error instanceof AlreadyDone) {
      if (error.next !== undefined)
        res.redirect(303, addressOf(ENDPOINTS.interaction, { uid: error.next }));
      else sendPage(res, AlreadyDonePage, {}, { inAuthorizationFlow: true });
      return;
    }
    if (code === 'server_error')
      logger.error({ err: error, id: res.locals.requestId }, 'a page failed');
    servedRequest().refused = named(code);
    const seconds = secondsOf(code, error);
    if (req.accepts(forms(req.path)) === 'json') sendErrorDocument(res, code, seconds);
    else {
      const reference = referenceFor(refer, res, code, error);
      const retry = whereToTryAgain(code, req.method, req.originalUrl);
      sendErrorPage(res, code, { wait: waitOf(seconds), retry, reference });
    }
  };
}

/** Until it may be tried again, as `Retry-After` says it; undefined where nobody knows. */
function secondsOf(code: ProblemCode, error: unknown): number | undefined {
  if (code === 'unavailable') return RETRY_AFTER;
  return error instanceof HttpError ? error.wait : undefined;
}

/** How a failure may look, first what whoever takes both is sent: to programs, where one is served, JSON. */
function forms(path: string): string[] {
  const endpoint = endpointAt(path);
  const isProgram = endpoint !== undefined && ENDPOINTS[endpoint].kind === 'program';
  return isProgram ? ['json', 'html'] : ['html', 'json'];
}

function referenceFor(refer: Refer, res: Response, code: ProblemCode, error: unknown) {
  if (!isTold(code)) return undefined;
  const met = databaseFault() ?? (error instanceof DatabaseUnavailable ? error : undefined);
  const detail = error instanceof HttpError ? error.detail : detailOf(code);
  return refer(res, {
    reason: code,
    error: named(code),
    status: statusOf(code),
    ...(detail !== undefined && { detail }),
    ...(met !== undefined && { fault: met.fault }),
  });
}

/** What is no error of ours and a client's fault: Express could not read what was sent. */
function detailOf(code: ProblemCode): Detail | undefined {
  return code === 'invalid_request' ? 'unreadable_request' : undefined;
}

function sendErrorPage(
  res: Response,
  code: ProblemCode,
  {
    reference,
    ...facts
  }: Pick<ErrorPageProps, 'wait' | 'retry'> & {
    readonly reference: string | undefined;
  },
): void {
  const props = {
    problem: code,
    ...facts,
    code: named(code),
    ...(reference !== undefined && { reference }),
  };
  sendPage(res, ErrorPage, props, { status: statusOf(code), inAuthorizationFlow: true });
}

/**
 * For a program that asked for a page's address: the form of the standard's own errors, and in English, as
 * theirs are.
 */
function sendErrorDocument(res: Response, code: ProblemCode, seconds: number | undefined): void {
  const status = statusOf(code);
  const { problems, again } = english.errors;
  const { message } = problems[code];
  // A program has no reference to give to anybody; when to come back is worth saying.
  const later = seconds === undefined ? [again.inAWhile] : again.in({ wait: again.wait(seconds) });
  const description = status === 429 ? `${message} ${asText(later)}` : message;
  res.status(status).json({ error: named(code), error_description: description });
}

/** A sentence without markup is its texts. */
function asText(sentence: readonly unknown[]): string {
  return sentence.filter((piece) => typeof piece === 'string').join('');
}

/** The standard's code, where it has one for the situation. */
function named(code: ProblemCode): string {
  return code === 'unavailable' ? TEMPORARILY_UNAVAILABLE : code;
}

function codeOf(error: unknown): ProblemCode {
  if (error instanceof DatabaseUnavailable || databaseFault() !== undefined) return 'unavailable';
  if (error instanceof HttpError) return error.code;
  // Express and its body parser describe a client's fault by a status below 500.
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status < 500 ? 'invalid_request' : 'server_error';
}
