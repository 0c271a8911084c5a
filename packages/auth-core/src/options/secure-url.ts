/**
 * Whether `text` is an absolute URL that keys and tokens may be sent to or fetched from: https, or
 * http to this machine, without credentials in it.
 */
export function isSecureUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/**
 * Whether `text` is an absolute http URL of a host that only a private network knows: a name without dots,
 * as in a compose network, a name below `.internal`, `.local`, `.lan`, `.svc` or `.home.arpa`, or a private
 * address (RFC 1918, RFC 4193). It has no credentials in it.
 */
export function isPrivateHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === 'http:' && username === '' && password === '' && isPrivateHost(hostname);
}

function isPrivateHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return /^\[f[cd][\da-f]{2}:/.test(hostname);
  if (/^[\d.]+$/.test(hostname)) {
    return /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(hostname);
  }
  return !hostname.includes('.') || /\.(?:internal|local|lan|svc|home\.arpa)$/.test(hostname);
}

/** Whether a URL's `hostname` names this machine (RFC 8252 §7.3, RFC 6761 §6.3). */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}
