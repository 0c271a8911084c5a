/** @import { Row } from './layout.mjs' */

/** Whether all is well, on one line. @type {Row} */
export const glance = {
  title: 'At a glance',
  panels: [
    {
      title: 'Ready',
      about:
        'Whether every check of /readyz holds, for the worst replica. At 0 look at the row Database.',
      type: 'stat',
      width: 4,
      words: { 0: 'no', 1: 'yes' },
      queries: [
        ['min(gatehouse_ready{$auth})', 'authorization server'],
        ['min(gatehouse_mcp_ready{$mcp})', 'MCP server'],
      ],
    },
    {
      title: 'Sweeps',
      about: 'The replica that removes expired rows. Exactly one should.',
      type: 'stat',
      width: 5,
      queries: [['sum by (instance) (gatehouse_sweep_leader{$auth}) == 1', '{{instance}}']],
    },
    {
      title: 'Last swept',
      about: 'How long ago. It should be every SWEEP_INTERVAL.',
      type: 'stat',
      unit: 's',
      width: 4,
      queries: [['time() - max(gatehouse_sweep_last_run_timestamp_seconds{$auth})', 'ago']],
    },
    {
      title: 'Age of the signing keys',
      about: 'Nothing rotates them yet.',
      type: 'stat',
      unit: 's',
      width: 5,
      queries: [
        [
          'time() - max by (alg) (gatehouse_signing_key_created_timestamp_seconds{$auth})',
          '{{alg}}',
        ],
      ],
    },
    {
      title: 'Builds',
      about: 'More than one for long is a roll-out that stopped.',
      type: 'table',
      width: 6,
      queries: [
        [
          'count by (job, version, commit, node) (gatehouse_build_info{$auth} or gatehouse_mcp_build_info{$mcp})',
          '',
        ],
      ],
    },
  ],
};

/** @type {Row} */
export const signIn = {
  title: 'Can people sign in, is it us or the provider',
  panels: [
    {
      title: 'Sign-ins',
      about:
        'refused: they proved who they are, and ADMIT does not let them in. failed: the provider did not say who they are.',
      queries: [
        [
          'sum by (provider, outcome) (increase(gatehouse_sign_ins_total{$auth}[$__rate_interval]))',
          '{{provider}} {{outcome}}',
        ],
      ],
    },
    {
      title: 'Turned away, by rule',
      about: 'The rule of ADMIT that they fell at.',
      queries: [
        [
          'sum by (provider, reason) (increase(gatehouse_refused_sign_ins_total{$auth}[$__rate_interval])) > 0',
          '{{provider}} {{reason}}',
        ],
      ],
    },
    {
      title: 'Failures at the provider',
      about:
        'unavailable is theirs, misconfigured is ours; denied and expired are people who changed their minds.',
      queries: [
        [
          'sum by (provider, code, told_by) (increase(gatehouse_upstream_failures_total{$auth}[$__rate_interval])) > 0',
          '{{provider}} {{code}}, says the {{told_by}}',
        ],
      ],
    },
    {
      title: 'Consents',
      about: 'What people decided about clients.',
      queries: [
        [
          'sum by (outcome) (increase(gatehouse_consents_total{$auth}[$__rate_interval]))',
          '{{outcome}}',
        ],
      ],
    },
    {
      title: 'Pages that say what went wrong',
      about: 'By reason. Each with a reference has a line in the log.',
      queries: [
        [
          'sum by (reason) (increase(gatehouse_error_pages_total{$auth}[$__rate_interval])) > 0',
          '{{reason}}',
        ],
      ],
    },
    {
      title: 'Registrations',
      about: 'Clients that asked to be registered. limited: too many, answered 429.',
      queries: [
        [
          'sum by (outcome) (increase(gatehouse_registrations_total{$auth}[$__rate_interval]))',
          '{{outcome}}',
        ],
      ],
    },
    {
      title: 'Clients that came, changed and went',
      about: 'Registered by programs (dynamic) or by the operator.',
      queries: [
        [
          'sum by (change) (increase(gatehouse_clients_total{$auth}[$__rate_interval])) > 0',
          '{{change}}',
        ],
      ],
    },
  ],
};

/** @type {Row} */
export const tokens = {
  title: 'Are people logged out, is somebody attacking',
  panels: [
    {
      title: 'Tokens issued',
      about:
        'Answers with tokens, by grant type. refresh_token is clients that renew what they have.',
      unit: 'reqps',
      queries: [
        [
          'sum by (grant_type) (rate(gatehouse_tokens_issued_total{$auth}[$__rate_interval]))',
          '{{grant_type}}',
        ],
      ],
    },
    {
      title: 'Authorizations that ended',
      about: 'replay: a used token came back late, and its person signs in again.',
      queries: [
        [
          'sum by (reason) (increase(gatehouse_grants_ended_total{$auth}[$__rate_interval]))',
          '{{reason}}',
        ],
      ],
    },
    {
      title: 'Used tokens that came back',
      about: 'successor is an answer that was lost, and no harm. revoked logs somebody out.',
      queries: [
        [
          'sum by (presented, outcome) (increase(gatehouse_returned_tokens_total{$auth}[$__rate_interval]))',
          '{{presented}} {{outcome}}',
        ],
      ],
    },
    {
      title: 'Refused requests of programs',
      about: 'By endpoint and error code.',
      unit: 'reqps',
      queries: [
        [
          'sum by (endpoint, error) (rate(gatehouse_refused_requests_total{$auth}[$__rate_interval])) > 0',
          '{{endpoint}} {{error}}',
        ],
      ],
    },
    {
      title: 'Limits that are felt',
      about: 'Answered 429. All limits at once, and real people among them: TRUST_PROXY.',
      unit: 'reqps',
      queries: [
        [
          'sum by (limit) (rate(gatehouse_limited_requests_total{$auth}[$__rate_interval])) > 0',
          '{{limit}}',
        ],
      ],
    },
    {
      title: 'Requests for another host',
      about: 'Answered 421: a proxy that does not pass Host on, or somebody who scans.',
      unit: 'reqps',
      queries: [
        ['sum(rate(gatehouse_misdirected_requests_total{$auth}[$__rate_interval]))', 'misdirected'],
      ],
    },
  ],
};
