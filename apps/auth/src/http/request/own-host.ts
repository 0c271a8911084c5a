const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/**
 * Whether a `Host` is that of a URL, in whatever spelling: letters of either case, the default port of the
 * scheme said, left out or empty (RFC 9110 §4.2.3, RFC 3986 §6.2.2.1 and §6.2.3). Some proxies always
 * say the port.
 *
 * A name with a dot at the end is another one: browsers keep other cookies for it, and call it another
 * origin. What is no name and port at all is none, so that nothing else of an address slips in.
 */
export function isHostOf({ host, protocol }: URL, presented: string | undefined): boolean {
  if (presented === host) return true;
  const [, name, port = ''] =
    /^(\[[0-9a-f:.]+\]|[^\s/?#@:[\]\\%]+)(?::(\d*))?$/i.exec(presented ?? '') ?? [];
  if (name === undefined) return false;
  const isDefault = port === '' || port === DEFAULT_PORTS[protocol];
  return `${name.toLowerCase()}${isDefault ? '' : `:${port}`}` === host;
}
