import type { Request, RequestHandler } from 'express';
import { kindAt } from '../../protocol/addresses.ts';
import { allEndpoints } from '../../protocol/endpoints.ts';
import type { Misdirected } from './misdirected.ts';
import { isHostOf } from './own-host.ts';

/**
 * Accepts requests for the configured public URL only and pins what the library derives URLs from.
 *
 * The library builds endpoint URLs from `Host`; a poisoned one would end up in the metadata and send
 * codes elsewhere. So an unknown `Host` is answered 421 (RFC 9110 §15.5.20), forwarding headers are
 * replaced by the configured values, and only then the library is asked.
 *
 * The keys have no URL in them and are the same under every name, so a resource server of the same
 * private network may ask for them by the name that it has for this one (`AUTH_JWKS_OVER_HTTP`).
 *
 * In development, another spelling of loopback is a user's habit, not an attack: pages redirect to
 * the right one, programs are told it. Anybody else learns nothing from a 421: whoever runs the server
 * reads both names in the log.
 */
export function pinHost(publicUrl: URL, onMisdirected: Misdirected): RequestHandler {
  const isLoopback = loopback(publicUrl.hostname);
  return (req, res, next) => {
    if (!hasRightNumberOfHosts(req) || !req.url.startsWith('/') || req.url.startsWith('//')) {
      res.status(400).type('text/plain').send('Bad request.');
      return;
    }
    const { host } = req.headers;
    if (isHostOf(publicUrl, host) || isUnderEveryName(req)) {
      forward(req, publicUrl);
      next();
      return;
    }
    const asked = URL.parse(`${publicUrl.protocol}//${host ?? ''}`);
    const isOtherLoopback =
      isLoopback && asked?.port === publicUrl.port && loopback(asked.hostname);
    if (isOtherLoopback && req.method === 'GET' && kindAt(req.path) !== 'program') {
      res.redirect(303, `${publicUrl.origin}${req.url}`);
      return;
    }
    onMisdirected(req, (res.locals as { readonly requestId?: string }).requestId);
    res.status(421).json({
      error: 'invalid_request',
      error_description: isOtherLoopback
        ? `This server answers at ${publicUrl.origin}; use exactly that address.`
        : 'This server does not answer for the requested host.',
    });
  };
}

const UNDER_EVERY_NAME: ReadonlySet<string> = new Set(
  allEndpoints.filter(({ host }) => host === 'any').map(({ path }) => path),
);

function isUnderEveryName({ method, path }: Request): boolean {
  return method === 'GET' && UNDER_EVERY_NAME.has(path);
}

function forward(req: Request, publicUrl: URL): void {
  const { headers } = req;
  delete headers.forwarded;
  delete headers['x-forwarded-port'];
  delete headers['x-forwarded-host'];
  headers.host = publicUrl.host;
  headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
  headers['x-forwarded-for'] = req.ip ?? '';
}

/** One; HTTP/1.0 knows of none (RFC 9112 §3.2). */
function hasRightNumberOfHosts({ rawHeaders, httpVersion }: Request): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

function loopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
