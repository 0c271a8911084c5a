import type { Network } from '../outbound/guarded-get.ts';
import type { Config } from './config.ts';

/** Proxies of the environment, as other programs know them. */
const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/**
 * What the configuration says about requests to addresses that strangers name, and all of it: which names
 * mean what, and which addresses are public, is nothing that a variable changes.
 */
export function networkOf({
  publicUrl,
  clientDocuments: { loopback },
}: Pick<Config, 'publicUrl' | 'clientDocuments'>): Pick<Network, 'ownHost' | 'loopback'> {
  return { ownHost: publicUrl.host, loopback };
}

/** Variables that name a proxy, which such requests do not use. */
export function proxyVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return PROXIES.filter((name) => (env[name] ?? '').trim() !== '');
}
