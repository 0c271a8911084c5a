import { isIP } from 'node:net';
import { quote } from '@gatehouse/environment';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

/** Ranges that Express knows by name. */
const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Whose `X-Forwarded-*` headers count. “All” cannot be said: the left-most address of the header
 * is written by the visitor, and limits and the audit log would then believe it.
 */
export function readTrustProxy(environment: Environment): Config['trustProxy'] {
  const entries = environment.list('TRUST_PROXY');
  const [first = 'no'] = entries;
  if (entries.length === 0) return false;
  if (entries.length === 1 && (first === 'no' || first === '0')) return false;
  if (entries.length === 1 && /^[1-9]$/.test(first)) return Number(first);

  const wrong = entries.find((entry) => !NAMED_RANGES.includes(entry) && !isAddressRange(entry));
  if (wrong === undefined) return entries;
  environment.faults.add(
    'TRUST_PROXY',
    `holds ${quote(wrong)}`,
    'It takes no, the number of proxies in front (1 to 9), or their addresses or CIDR ranges.',
  );
  return false;
}

function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  // A range of everything is “all” by another name.
  return (
    /^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= (family === 4 ? 32 : 128)
  );
}
