import { Counter, type Registry } from '@prometheus-io/client';

/**
 * How a sign-in through a proxy ended: the client got a code; the person said no, here or at the provider;
 * the provider failed; or a step came too late, twice, or in another browser.
 */
const SIGN_INS = ['signed_in', 'denied', 'failed', 'stale'] as const;
const REGISTRATIONS = ['registered', 'refused'] as const;

export interface ProxyFigures {
  signIn(outcome: (typeof SIGN_INS)[number]): void;
  registration(outcome: (typeof REGISTRATIONS)[number]): void;
}

/** Figures of a proxy. */
export function proxyFigures(registry: Registry): ProxyFigures {
  const signIns = new Counter({
    name: 'gatehouse_mcp_proxy_sign_ins_total',
    help: 'Sign-ins through the proxy, by how they ended.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const registrations = new Counter({
    name: 'gatehouse_mcp_proxy_registrations_total',
    help: 'Clients that registered at the proxy, and registrations that were refused.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of SIGN_INS) signIns.inc({ outcome }, 0);
  for (const outcome of REGISTRATIONS) registrations.inc({ outcome }, 0);
  return {
    signIn: (outcome) => signIns.inc({ outcome }),
    registration: (outcome) => registrations.inc({ outcome }),
  };
}
