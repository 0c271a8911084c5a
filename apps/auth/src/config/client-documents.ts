import { quote } from '@gatehouse/environment';
import { isDomain } from '../admission/parse-admit.ts';
import type { ClientDocumentsConfig } from './config.ts';
import type { Environment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';

const LISTS = ['CLIENT_DOCUMENT_DOMAINS', 'CLIENT_DOCUMENT_DENIED_DOMAINS'] as const;

/** Whose clients are known by the address of a metadata document. */
export function readClientDocuments(
  environment: Environment,
  publicUrl: URL,
  production: boolean,
): ClientDocumentsConfig {
  const { faults } = environment;
  const enabled = environment.choice('CLIENT_DOCUMENTS', ['on', 'off'], 'on') === 'on';
  const [domains = [], deniedDomains = []] = LISTS.map((list) => readDomains(environment, list));
  for (const list of LISTS) {
    if (enabled || environment.text(list) === undefined || faults.has('CLIENT_DOCUMENTS')) continue;
    faults.add(
      list,
      'is set, but CLIENT_DOCUMENTS is off',
      'Remove it, or let documents be read with CLIENT_DOCUMENTS=on.',
    );
  }
  const shutOut = domains.find((domain) =>
    deniedDomains.some((denied) => domain === denied || domain.endsWith(`.${denied}`)),
  );
  if (shutOut !== undefined) {
    faults.add(
      'CLIENT_DOCUMENT_DOMAINS',
      `holds ${quote(shutOut)}, which CLIENT_DOCUMENT_DENIED_DOMAINS shuts out`,
      'Remove it from one of the two.',
    );
  }
  // A server that other machines can reach reads nothing on its own (draft §8.6).
  const loopback = !production && isLoopbackHost(publicUrl.hostname);
  return { enabled, domains, deniedDomains, loopback };
}

function readDomains(environment: Environment, list: (typeof LISTS)[number]): string[] {
  const entries = environment.list(list);
  const domains = entries.map((entry) => entry.toLowerCase());
  for (const [index, domain] of domains.entries()) {
    if (isDomain(domain)) continue;
    environment.faults.add(
      list,
      `holds ${quote(entries[index] ?? '')}, which is no domain`,
      'It takes domains, like example.com: each stands for all that is below it, too.',
    );
  }
  return [...new Set(domains)];
}
