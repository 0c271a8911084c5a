import type { Response } from 'express';

import type { Answer } from '../protected-resource/metadata-answer.ts';

/** Sends what the core has decided. */
export function send(res: Response, { status, headers, body, text }: Answer): void {
  res.status(status).set(headers);
  if (text !== undefined) res.send(text);
  else if (body === undefined) res.end();
  else res.json(body);
}
