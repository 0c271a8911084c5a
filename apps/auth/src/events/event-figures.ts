import type { Registry } from '@prometheus-io/client';
import { ADMISSION_REFUSALS } from '../admission/why-refused.ts';
import { closedCounter } from '../figures/closed-counter.ts';
import { TOLD_BY, UPSTREAM_ERROR_CODES } from '../upstream/upstream-error.ts';
import { REVOCATION_REASONS } from '../storage/grants.ts';
import type { Listener } from './events.ts';
import { DOCUMENT_OUTCOMES, type Event, type EventType } from './event.ts';

/** The values of labels that other rooms know: closed lists, so that nobody can add to them. */
export interface KnownLabels {
  /** ids of the providers that are configured */
  readonly providers: readonly string[];
  /** grant types that are served */
  readonly grantTypes: readonly string[];
  /** names of endpoints whose refusals are told */
  readonly endpoints: readonly string[];
  /** names of limits in the configuration */
  readonly limits: readonly string[];
}

/**
 * Error codes that an endpoint for programs answers with (RFC 6749 §5.2, 6750 §3.1, 7009, 7591 §3.2.2, 8707,
 * 9449), and authorization requests (RFC 6749 §4.1.2.1, 9101 §7, OpenID Connect Core §3.1.2.6); some of our own.
 */
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
  'invalid_client_metadata',
  'invalid_software_statement',
  'unapproved_software_statement',
  'access_denied',
  'unsupported_response_type',
  'unsupported_response_mode',
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
  'request_not_supported',
  'request_uri_not_supported',
  'registration_not_supported',
  'invalid_redirect_uri',
  'not_found',
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
    upstream_failed({ provider, code, toldBy }) {
      counted.signIns(provider, 'failed');
      counted.upstreamFailures(provider, code, toldBy);
    },
    consent_given: () => counted.consents('given'),
    consent_denied: () => counted.consents('denied'),
    consent_withdrawn: () => counted.consents('withdrawn'),
    client_registered({ kind }) {
      counted.clients('registered');
      if (kind === 'dynamic') counted.registrations('registered');
    },
    client_changed({ change, grants = 0 }) {
      counted.clients(change);
      counted.grants.add(grants, 'client_changed');
    },
    client_document: ({ outcome }) => counted.documents(outcome),
    client_ended({ reason, grants = 0 }) {
      counted.clients(reason);
      counted.grants.add(grants, `client_${reason}`);
    },
    tokens_issued: ({ grantType }) => counted.tokens(grantType),
    token_returned: ({ presented, outcome }) => counted.returned(presented, outcome),
    grant_ended: ({ reason }) => counted.grants(reason),
    limited: ({ limit }) => counted.limited(limit),
    request_refused({ endpoint, error }) {
      counted.refusals(endpoint, error);
      if (endpoint === 'registration') {
        counted.registrations(error === 'too_many_requests' ? 'limited' : 'refused');
      }
    },
  };
  return (event) => (tell[event.type] as ((one: Event) => void) | undefined)?.(event);
}

function counters(registry: Registry, known: KnownLabels) {
  const { providers, grantTypes, endpoints, limits } = known;
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
      'Sign-ins that came to nothing at the provider, by kind, and by who says so.',
      { provider: providers, code: UPSTREAM_ERROR_CODES, told_by: TOLD_BY },
    ),
    consents: counter('gatehouse_consents_total', 'What people decided about clients.', {
      outcome: ['given', 'denied', 'withdrawn'],
    }),
    clients: counter('gatehouse_clients_total', 'Clients that came, changed and went.', {
      change: [
        'registered',
        'replaced',
        'disabled',
        'enabled',
        'removed',
        'removed_itself',
        'unused',
        'idle',
        'surplus',
      ],
    }),
    registrations: counter(
      'gatehouse_registrations_total',
      'Clients that asked to be registered (RFC 7591), by what came of it.',
      { outcome: ['registered', 'refused', 'limited'] },
    ),
    documents: counter(
      'gatehouse_client_documents_total',
      'Metadata documents of clients that were to be read, by what came of it.',
      { outcome: DOCUMENT_OUTCOMES },
    ),
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
      {
        reason: [
          ...REVOCATION_REASONS,
          'client_removed',
          'client_removed_itself',
          'client_unused',
          'client_idle',
          'client_surplus',
        ],
      },
    ),
    limited: counter('gatehouse_limited_requests_total', 'Requests that were refused with 429.', {
      limit: limits,
    }),
    refusals: counter(
      'gatehouse_refused_requests_total',
      'Requests that were refused, of programs and for an authorization, by the code of the error.',
      { endpoint: endpoints, error: ERRORS },
    ),
  };
}

/** Makes counters; a word that is in no list, such as a later version's, counts as `other`. */
function countersOf(registry: Registry) {
  return (name: string, help: string, labels: Readonly<Record<string, readonly string[]>>) => {
    const counter = closedCounter(registry, { name, help, labels });
    const lists = Object.entries(labels);
    const known = new Map<string, Record<string, string>>();
    const add = (times: number, ...values: readonly string[]) => {
      const words = values.join(' ');
      const before = known.get(words);
      if (before !== undefined) return counter.inc(before, times);
      const bounded = lists.map(([label, list], index) => {
        const value = values[index];
        return [label, value !== undefined && list.includes(value) ? value : 'other'] as const;
      });
      const set = Object.fromEntries(bounded);
      // Nothing is remembered of words that strangers may bring.
      if (!Object.values(set).includes('other')) known.set(words, set);
      counter.inc(set, times);
    };
    return Object.assign((...values: readonly string[]) => add(1, ...values), { add });
  };
}
