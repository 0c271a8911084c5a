import type { RequestHandler } from 'express';

/** How many seconds after the expiry of its token a stream is ended, because clocks may differ. */
const tolerance = 5;
/** Milliseconds. A longer timer of Node.js would fire immediately. No stream lasts for 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Ends an answer that is still streaming when its token has expired. Otherwise a subscription would
 * continue without a valid token. Mount it after `protect`.
 */
export function endStreamAtExpiry(clock: () => number): RequestHandler {
  return (req, res, next) => {
    const expiresAt = req.auth?.expiresAt;
    if (expiresAt !== undefined) {
      const left = (expiresAt + tolerance) * 1000 - clock();
      const timer = setTimeout(() => res.destroy(), Math.min(Math.max(left, 0), longestTimer));
      timer.unref();
      res.once('close', () => clearTimeout(timer));
    }
    next();
  };
}
