import { waitInWords } from '@gatehouse/display';
import type { Request, Response } from 'express';

import { noteRefusal } from '../request/request.ts';
import { sendPage } from './sending.ts';

/**
 * Answers whoever came too often: says when to come back, to a person on a page, and to a program in JSON.
 * The limiter has set the header `Retry-After`, which no browser shows.
 */
export function tooManyRequests(req: Request, res: Response): void {
  noteRefusal('rate_limit');
  const seconds = Number(res.getHeader('Retry-After')) || 1;
  const isForPerson = req.baseUrl === '/authorize' && req.accepts(['json', 'html']) === 'html';
  if (isForPerson) {
    sendPage(res, 'TooManyPage', { seconds }, { status: 429 });
    return;
  }
  res
    .status(429)
    .set('Cache-Control', 'no-store')
    .json({
      error: 'too_many_requests',
      error_description: `Too many requests from this network. Try again in ${waitInWords(seconds)}.`,
    });
}
