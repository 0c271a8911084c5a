import type { Response } from 'express';

import type { Answer } from '../protected-resource/metadata-answer.ts';

/** Sends an answer of the core. */
export function send(res: Response, { status, headers, body, text }: Answer): void {
  res.status(status).set(headers);
  if (text !== undefined) res.send(text);
  else if (body === undefined) res.end();
  else res.json(body);
}
