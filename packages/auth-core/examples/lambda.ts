import type { RequestHandler } from 'express';

export const withRawHeaders: RequestHandler = (req, _res, next) => {
  const entries = Object.entries(req.headers);
  req.rawHeaders = entries.flatMap(([name, value]) => [name, String(value)]);
  next();
};
