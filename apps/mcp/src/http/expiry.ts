import type { RequestHandler } from 'express';

/** Seconds a stream may outlive its token: as far as clocks may differ. */
const tolerance = 5;
/** Milliseconds. A longer timer of Node.js would fire at once; no stream lives for 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Ends an answer that is still streaming when its token has expired, so that a subscription opened
 * once does not go on for ever. Behind `protect`.
 */
export function endWithToken(clock: () => number): RequestHandler {
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
