import { isThisComputer, isUnspecifiedHost } from '@gatehouse/display';

export { isUnspecifiedHost };

/** Whether a URL's `hostname` is this machine by name or address; the unspecified one apart. */
export function isLoopbackHost(hostname: string): boolean {
  return isThisComputer(hostname) && !isUnspecifiedHost(hostname);
}
