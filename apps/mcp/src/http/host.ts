import { hostHeaderValidation } from '@modelcontextprotocol/express';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

import { currentRequest, noteRefusal } from '../request/request.ts';

/** Milliseconds. */
const minute = 60_000;
/** This many names are logged in a minute, each once. Anybody can send any name. */
const maxNames = 10;
/** Characters of a name that are logged. */
const maxLength = 100;

/**
 * Refuses requests for other host names (MCP Streamable HTTP, security warning: DNS rebinding). The check
 * ignores the port and the case of letters. The log gets both names, because a proxy that does not pass on
 * `Host` looks like an attack from here.
 */
export function checkHost(
  allowedHosts: readonly string[],
  { log, clock }: { readonly log: Pick<Logger, 'warn'>; readonly clock: () => number },
): RequestHandler {
  const check = hostHeaderValidation([...allowedHosts]);
  let began = Number.NEGATIVE_INFINITY;
  let told = new Set<string>();
  return (req, res, next) => {
    let passed = false;
    check(req, res, () => {
      passed = true;
      next();
    });
    if (passed) return;
    noteRefusal('host');
    const received = (req.headers.host ?? '').slice(0, maxLength);
    if (clock() - began >= minute) {
      began = clock();
      told = new Set();
    }
    if (told.has(received) || told.size >= maxNames) return;
    told.add(received);
    log.warn(
      { id: currentRequest()?.id, received, expected: allowedHosts },
      `a request came for ${JSON.stringify(received)}, which is not this server: set MCP_URL to the URL that ` +
        'clients use, have the proxy in front pass Host on as it came, or add the name to ALLOWED_HOSTS',
    );
  };
}
