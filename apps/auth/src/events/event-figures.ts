import { Counter, type Registry } from '@prometheus-io/client';
import { ADMISSION_REFUSALS } from '../admission/why-refused.ts';
import { UPSTREAM_ERROR_CODES } from '../upstream/upstream-error.ts';
import { REVOCATION_REASONS } from '../storage/grants.ts';
import type { Listener } from './events.ts';
import type { Event, EventType } from './event.ts';

/** The values of labels that other rooms know: closed lists, so that nobody can add to them. */
export interface KnownLabels {
  /** ids of the providers that are configured */
  readonly providers: readonly string[];
  /** grant types that are served */
  readonly grantTypes: readonly string[];
  /** names of endpoints for programs */
  readonly endpoints: readonly string[];
}

/** Error codes that an endpoint for programs answers with (RFC 6749 §5.2, 6750 §3.1, 7009, 7591 §3.2.2, 8707, 9449). */
const ERRORS = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'invalid_target',
  'invalid_token',
  'insufficient_scope',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_token_type',
  'invalid_redirect_uri',
  'invalid_client_metadata',
  'invalid_software_statement',
  'unapproved_software_statement',
  'access_denied',
  'too_many_requests',
  'temporarily_unavailable',
  'server_error',
  'misdirected_request',
] as const;

type Tell = { readonly [Type in EventType]?: (event: Extract<Event, { type: Type }>) => void };

/** Counts events. No client, person or address is a label. */
export function eventFigures(registry: Registry, known: KnownLabels): Listener {
  const counted = counters(registry, known);
  const tell: Tell = {
    signed_in: ({ provider }) => counted.signIns(provider, 'signed_in'),
    sign_in_refused({ provider, reason }) {
      counted.signIns(provider, 'refused');
      counted.refusedSignIns(provider, reason);
    },
    upstream_failed({ provider, code }) {
      counted.signIns(provider, 'failed');
      counted.upstreamFailures(provider, code);
    },
    consent_given: () => counted.consents('given'),
    consent_denied: () => counted.consents('denied'),
    consent_withdrawn: () => counted.consents('withdrawn'),
    client_registered: ({ kind }) => counted.clients(kind, 'registered'),
    client_changed: ({ change }) => counted.clients('any', change),
    client_ended: ({ reason }) => counted.clients('any', reason),
    tokens_issued: ({ grantType }) => counted.tokens(grantType),
    token_returned: ({ presented, outcome }) => counted.returned(presented, outcome),
    grant_ended: ({ reason }) => counted.grants(reason),
    request_refused: ({ endpoint, error }) => counted.refusals(endpoint, error),
  };
  return (event) => (tell[event.type] as ((one: Event) => void) | undefined)?.(event);
}

function counters(registry: Registry, { providers, grantTypes, endpoints }: KnownLabels) {
  const counter = countersOf(registry);
  return {
    signIns: counter('gatehouse_sign_ins_total', 'Sign-ins at a provider, by what came of them.', {
      provider: providers,
      outcome: ['signed_in', 'refused', 'failed'],
    }),
    refusedSignIns: counter(
      'gatehouse_refused_sign_ins_total',
      'People who signed in and are not let in, by why.',
      { provider: providers, reason: ADMISSION_REFUSALS },
    ),
    upstreamFailures: counter(
      'gatehouse_upstream_failures_total',
      'Sign-ins that came to nothing at the provider, by kind.',
      { provider: providers, code: UPSTREAM_ERROR_CODES },
    ),
    consents: counter('gatehouse_consents_total', 'What people decided about clients.', {
      outcome: ['given', 'denied', 'withdrawn'],
    }),
    clients: counter('gatehouse_clients_total', 'Clients that came, changed and went.', {
      kind: ['dynamic', 'operator', 'any'],
      change: ['registered', 'replaced', 'disabled', 'enabled', 'removed', 'unused'],
    }),
    tokens: counter('gatehouse_tokens_issued_total', 'Answers with tokens, by grant type.', {
      grant_type: grantTypes,
    }),
    returned: counter(
      'gatehouse_returned_tokens_total',
      'Used codes and refresh tokens that were presented again, by what came of it.',
      { presented: ['code', 'refresh_token'], outcome: ['successor', 'superseded', 'revoked'] },
    ),
    grants: counter(
      'gatehouse_grants_ended_total',
      'Authorizations that ended before their time, by why.',
      { reason: REVOCATION_REASONS },
    ),
    refusals: counter(
      'gatehouse_refused_requests_total',
      'Requests of programs that were refused, by the error code that they were answered with.',
      { endpoint: endpoints, error: ERRORS },
    ),
  };
}

/** Makes counters that begin at zero for every combination of their labels. */
function countersOf(registry: Registry) {
  return (name: string, help: string, labels: Readonly<Record<string, readonly string[]>>) => {
    const labelNames = Object.keys(labels);
    const counter = new Counter({ name, help, labelNames, registers: [registry] });
    const lists = Object.values(labels).map((list) => [...list, 'other']);
    const sets = new Map<string, Record<string, string>>();
    for (const values of combinations(Object.values(labels))) {
      const set = labelled(labelNames, values);
      sets.set(values.join(' '), set);
      counter.inc(set, 0);
    }
    return (...values: readonly string[]) => {
      const set = sets.get(values.join(' '));
      if (set !== undefined) return counter.inc(set);
      // A later version's word, or one that a library made up.
      const bounded = values.map((value, index) =>
        lists[index]?.includes(value) ? value : 'other',
      );
      counter.inc(labelled(labelNames, bounded));
    };
  };
}

function labelled(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? 'other']));
}

function combinations([first, ...others]: readonly (readonly string[])[]): string[][] {
  if (first === undefined) return [[]];
  return first.flatMap((value) => combinations(others).map((rest) => [value, ...rest]));
}
