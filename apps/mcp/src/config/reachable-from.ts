import { isLoopback } from '@gatehouse/auth-core';
import { type Environment, quote } from '@gatehouse/environment';

/** Which web pages may call this server from a browser. */
export interface AllowedOrigins {
  readonly exact: ReadonlySet<string>;
  /** Any port of this machine: MCP Inspector and the like, while developing. */
  readonly loopback: boolean;
}

/** The host names requests may be addressed to: this server's own, and those of `ALLOWED_HOSTS`. */
export function readAllowedHosts(environment: Environment, audience: string): string[] {
  const { hostname } = new URL(audience);
  const own = isLoopback(hostname) ? ['localhost', '127.0.0.1', '[::1]', hostname] : [hostname];
  const more = environment.list('ALLOWED_HOSTS').map((entry) => {
    const url = URL.canParse(`http://${entry}`) ? new URL(`http://${entry}`) : undefined;
    if (url === undefined || url.host !== entry.toLowerCase() || url.port !== '') {
      environment.faults.add(
        'ALLOWED_HOSTS',
        `holds ${quote(entry)}`,
        'It takes host names without scheme and port, such as mcp.internal.',
      );
    }
    return entry.toLowerCase();
  });
  return [...new Set([...own, ...more])];
}

/** The origins browsers may call from: this server's own, and those of `ALLOWED_ORIGINS`. */
export function readAllowedOrigins(environment: Environment, audience: string): AllowedOrigins {
  const own = new URL(audience);
  const more = environment.list('ALLOWED_ORIGINS').map((entry) => {
    const origin = entry.toLowerCase();
    if (!isOrigin(origin)) {
      environment.faults.add(
        'ALLOWED_ORIGINS',
        `holds ${quote(entry)}`,
        'It takes origins without a path, such as https://app.example.com.',
      );
    }
    return origin;
  });
  return { exact: new Set([own.origin, ...more]), loopback: isLoopback(own.hostname) };
}

/** The URL standard knows no origin of `app:`, `chrome-extension:` and the like; browsers send one. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin } = new URL(text);
  return origin === text || (origin === 'null' && protocol !== 'file:' && OF_AN_APP.test(text));
}

const OF_AN_APP = /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(?::\d+)?$/;
