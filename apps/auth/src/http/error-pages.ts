import type { ErrorRequestHandler, Response } from 'express';
import { alreadyDonePage, errorPage, type ProblemCode, problem } from '../pages/pages.ts';
import type { AppContext } from './app-context.ts';
import { HttpError } from './errors.ts';
import { AlreadyDone } from './interaction-context.ts';
import { sendPage } from './send-page.ts';

/** Every failure of a page ends in a page that says what to do; the cause goes to the log alone. */
export function errorPages({ logger }: AppContext): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof AlreadyDone) {
      if (error.next !== undefined) res.redirect(303, `/interaction/${error.next}`);
      else sendPage(res, alreadyDonePage({}), { inAuthorizationFlow: true });
      return;
    }
    const code = codeOf(error);
    if (code === 'server_error')
      logger.error({ err: error, id: res.locals.requestId }, 'a page failed');
    if (req.accepts(['html', 'json']) === 'json') sendErrorDocument(res, code);
    else sendErrorPage(res, code);
  };
}

/** @param oauthError the standard's code, where it differs from the situation's */
function sendErrorPage(res: Response, code: ProblemCode, oauthError: string = code): void {
  const words = problem(code);
  const page = errorPage({ ...words, code: oauthError, reference: String(res.locals.requestId) });
  sendPage(res, page, { status: words.status, inAuthorizationFlow: true });
}

/** For a program that asked for a page's address: the form of the standard's own errors. */
function sendErrorDocument(res: Response, code: ProblemCode): void {
  const { status, message } = problem(code);
  res.status(status).json({ error: code, error_description: message });
}

function codeOf(error: unknown): ProblemCode {
  if (error instanceof HttpError) return error.code;
  // Express and its body parser describe a client's fault by a status below 500.
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status < 500 ? 'invalid_request' : 'server_error';
}
