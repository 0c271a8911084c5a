/** @import { Row } from './layout.mjs' */

/** @type {Row} */
export const http = {
  title: 'What is slow',
  panels: [
    {
      title: 'Requests',
      about: 'By endpoint.',
      unit: 'reqps',
      queries: [
        [
          'sum by (endpoint) (rate(gatehouse_http_request_duration_seconds_count{$auth}[$__rate_interval])) > 0',
          '{{endpoint}}',
        ],
      ],
    },
    {
      title: 'Latency, half of the requests',
      about: 'The median by endpoint. login and callback wait for the provider.',
      unit: 's',
      queries: [
        [
          'histogram_quantile(0.5, sum by (endpoint, le) (rate(gatehouse_http_request_duration_seconds_bucket{$auth}[$__rate_interval])))',
          '{{endpoint}}',
        ],
      ],
    },
    {
      title: 'Latency, one in a hundred',
      about: 'The 99th percentile by endpoint.',
      unit: 's',
      queries: [
        [
          'histogram_quantile(0.99, sum by (endpoint, le) (rate(gatehouse_http_request_duration_seconds_bucket{$auth}[$__rate_interval])))',
          '{{endpoint}}',
        ],
      ],
    },
    {
      title: 'Requests that fail',
      about: 'The share that is answered 5xx. 503 is the database.',
      unit: 'percentunit',
      queries: [
        [
          'sum by (endpoint) (rate(gatehouse_http_request_duration_seconds_count{$auth,status=~"5.."}[$__rate_interval])) / sum by (endpoint) (rate(gatehouse_http_request_duration_seconds_count{$auth}[$__rate_interval])) > 0',
          '{{endpoint}}',
        ],
      ],
    },
    {
      title: 'Processor',
      about: 'Cores in use. Near 1 a replica has no more to give.',
      queries: [
        ['rate(process_cpu_seconds_total{$auth}[$__rate_interval])', '{{instance}}'],
        ['rate(process_cpu_seconds_total{$mcp}[$__rate_interval])', '{{instance}}'],
      ],
    },
    {
      title: 'Memory',
      about: 'Resident, which is what a container is limited by.',
      unit: 'bytes',
      queries: [
        ['process_resident_memory_bytes{$auth}', '{{instance}}'],
        ['process_resident_memory_bytes{$mcp}', '{{instance}}'],
      ],
    },
    {
      title: 'Event loop',
      about: 'How late it is, one time in a hundred.',
      unit: 's',
      queries: [
        ['nodejs_eventloop_lag_p99_seconds{$auth}', '{{instance}}'],
        ['nodejs_eventloop_lag_p99_seconds{$mcp}', '{{instance}}'],
      ],
    },
  ],
};

/** @type {Row} */
export const database = {
  title: 'Database: are writes possible',
  panels: [
    {
      title: 'Readiness',
      about: 'Each check of /readyz, for each replica. database includes a write.',
      queries: [['min by (instance, check) (gatehouse_ready{$auth})', '{{instance}} {{check}}']],
    },
    {
      title: 'Faults',
      about: 'Statements that came to nothing, by SQLSTATE or what the system said.',
      unit: 'ops',
      queries: [
        [
          'sum by (fault) (rate(gatehouse_database_faults_total{$auth}[$__rate_interval])) > 0',
          '{{fault}}',
        ],
      ],
    },
    {
      title: 'Commits that came late',
      about:
        'They ended after their requests had been answered 503: a standby that stands still, or a slow disk.',
      queries: [
        [
          'sum by (outcome) (increase(gatehouse_database_late_commits_total{$auth}[$__rate_interval]))',
          '{{outcome}}',
        ],
      ],
    },
    {
      title: 'Statements',
      about: 'The ten that take the most time, all calls together: seconds in a second.',
      unit: 's',
      queries: [
        [
          'topk(10, sum by (statement) (rate(gatehouse_database_statement_duration_seconds_sum{$auth}[$__rate_interval])))',
          '{{statement}}',
        ],
      ],
    },
    {
      title: 'Statements, half of the calls',
      about: 'The median, a wait for a connection included.',
      unit: 's',
      queries: [
        [
          'histogram_quantile(0.5, sum by (statement, le) (rate(gatehouse_database_statement_duration_seconds_bucket{$auth}[$__rate_interval])))',
          '{{statement}}',
        ],
      ],
    },
    {
      title: 'Statements, one call in a hundred',
      about: 'The 99th percentile, a wait for a connection included.',
      unit: 's',
      queries: [
        [
          'histogram_quantile(0.99, sum by (statement, le) (rate(gatehouse_database_statement_duration_seconds_bucket{$auth}[$__rate_interval])))',
          '{{statement}}',
        ],
      ],
    },
    {
      title: 'Connections',
      about: 'Of the pool, by state. None with the embedded database.',
      queries: [
        [
          'sum by (instance, state) (gatehouse_database_connections{$auth})',
          '{{instance}} {{state}}',
        ],
      ],
    },
    {
      title: 'Who waits for a connection',
      about: 'For longer than three seconds is answered 503.',
      queries: [['max by (instance) (gatehouse_database_waiting{$auth})', '{{instance}}']],
    },
    {
      title: 'Expired rows that were removed',
      about: 'By table.',
      unit: 'rowsps',
      queries: [
        ['sum by (table) (rate(gatehouse_swept_rows_total{$auth}[$__rate_interval]))', '{{table}}'],
      ],
    },
    {
      title: 'Sweeps',
      about: 'By outcome. slow again and again: the database does not keep up.',
      queries: [
        [
          'sum by (outcome) (increase(gatehouse_sweep_duration_seconds_count{$auth}[$__rate_interval]))',
          '{{outcome}}',
        ],
      ],
    },
  ],
};

/** @type {Row} */
export const mcp = {
  title: 'MCP server: does it let people in',
  panels: [
    {
      title: 'Requests',
      about: 'By route and status.',
      unit: 'reqps',
      queries: [
        [
          'sum by (route, status) (rate(gatehouse_mcp_http_request_duration_seconds_count{$mcp}[$__rate_interval]))',
          '{{route}} {{status}}',
        ],
      ],
    },
    {
      title: 'Calls of tools',
      about: 'tool_error is an answer of the tool; failed is one that threw, or that there is not.',
      unit: 'reqps',
      queries: [
        [
          'sum by (tool, outcome) (rate(gatehouse_mcp_tool_calls_total{$mcp}[$__rate_interval]))',
          '{{tool}} {{outcome}}',
        ],
      ],
    },
    {
      title: 'Refused requests',
      about: 'By reason. Some are how programs learn where to sign in.',
      unit: 'reqps',
      queries: [
        [
          'sum by (reason) (rate(gatehouse_mcp_refused_requests_total{$mcp}[$__rate_interval])) > 0',
          '{{reason}}',
        ],
      ],
    },
    {
      title: 'Latency',
      about: 'The 99th percentile, by route; of streams until they began.',
      unit: 's',
      queries: [
        [
          'histogram_quantile(0.99, sum by (route, le) (rate(gatehouse_mcp_http_request_duration_seconds_bucket{$mcp}[$__rate_interval])))',
          '{{route}}',
        ],
      ],
    },
    {
      title: 'Tools, one call in a hundred',
      about: 'How long they take, at the 99th percentile.',
      unit: 's',
      queries: [
        [
          'histogram_quantile(0.99, sum by (tool, le) (rate(gatehouse_mcp_tool_call_duration_seconds_bucket{$mcp}[$__rate_interval])))',
          '{{tool}}',
        ],
      ],
    },
    {
      title: 'Keys fetched',
      about: 'Without an ok among them it refuses everybody in the end.',
      queries: [
        [
          'sum by (outcome) (increase(gatehouse_mcp_key_fetches_total{$mcp}[$__rate_interval]))',
          '{{outcome}}',
        ],
      ],
    },
    {
      title: 'Asked of others',
      about:
        'Requests of this server to the authorization server or a provider, that were not answered well.',
      unit: 'reqps',
      queries: [
        [
          'sum by (what, outcome) (rate(gatehouse_mcp_upstream_requests_total{$mcp,outcome!="ok"}[$__rate_interval])) > 0',
          '{{what}} {{outcome}}',
        ],
        [
          'sum by (code) (rate(gatehouse_mcp_upstream_problems_total{$mcp}[$__rate_interval])) > 0',
          '{{code}}',
        ],
      ],
    },
    {
      title: 'Open streams',
      about: 'Answers that go on, such as subscriptions.',
      queries: [['sum by (instance) (gatehouse_mcp_open_streams{$mcp})', '{{instance}}']],
    },
    {
      title: 'Readiness',
      about: 'Each check of /readyz, for each replica.',
      queries: [['min by (instance, check) (gatehouse_mcp_ready{$mcp})', '{{instance}} {{check}}']],
    },
  ],
};
