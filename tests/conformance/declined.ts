import type { Revision } from './server-suite.ts';

/** A sentence of the specification that this server makes no use of, and the checks that want it. */
export interface Declined {
  readonly revision: Revision;
  /** page of the specification, with the heading */
  readonly section: string;
  readonly sentence: string;
  /** why not */
  readonly reason: string;
  /** ids of the checks that do not pass for it */
  readonly checks: readonly string[];
}

/** A check that begins to pass has to be taken out of here. */
export const DECLINED: readonly Declined[] = [
  {
    revision: '2025-11-25',
    section: 'basic/transports#sending-messages-to-the-server',
    sentence:
      'The server MAY send JSON-RPC requests and notifications before sending the JSON-RPC response.',
    reason:
      'Notifications, yes. A request needs the answer to reach the same process, and every request here stands alone (decision 0024); the next revision asks in its result instead.',
    checks: [
      'tools-call-sampling',
      'tools-call-elicitation',
      'elicitation-sep1034-general',
      'elicitation-sep1330-general',
    ],
  },
  {
    revision: '2025-11-25',
    section: 'basic/transports#session-management',
    sentence:
      'A server using the Streamable HTTP transport MAY assign a session ID at initialization time.',
    reason: 'Nothing is kept between two requests (decision 0024).',
    checks: ['server-sse-multiple-streams-session', 'server-sse-polling-session'],
  },
  {
    revision: '2025-11-25',
    section: 'basic/transports#sending-messages-to-the-server',
    sentence:
      'The server SHOULD immediately send an SSE event consisting of an event ID and an empty data field in order to prime the client to reconnect.',
    reason: 'No stream is kept for anybody to come back to.',
    checks: ['server-sse-priming-event'],
  },
  {
    revision: '2025-11-25',
    section: 'basic/transports#sending-messages-to-the-server',
    sentence:
      'If the server does close the connection prior to terminating the SSE stream, it SHOULD send an SSE event with a standard retry field before closing the connection.',
    reason: 'It closes none before the answer has been sent.',
    checks: ['server-sse-retry-field'],
  },
  {
    revision: '2025-11-25',
    section: 'server/resources#capabilities',
    sentence:
      'Both subscribe and listChanged are optional—servers can support neither, either, or both.',
    reason: 'A subscription would be a session; the next revision has subscriptions/listen.',
    checks: ['resources-subscribe', 'resources-unsubscribe'],
  },
  {
    revision: '2026-07-28',
    section: 'docs/extensions/overview',
    sentence:
      "SDKs can choose to implement extensions, but it's not required for protocol conformance.",
    reason: 'Tools of this server answer at once: the Tasks extension (SEP-2663) is not offered.',
    checks: [
      'sep-2663-cancel-ack-empty-result',
      'sep-2663-durable-create-strong-consistency',
      'sep-2663-legacy-task-param-ignored',
      'sep-2663-mrtr-synchronous-before-task-creation',
      'sep-2663-result-type-task-on-create',
      'sep-2663-routing-headers-accepted-on-tasks-get',
      'sep-2663-server-rejects-mismatched-mcp-name-on-tasks-get',
      'sep-2663-server-rejects-undeclared-client',
      'sep-2663-server-returns-missing-capability-when-required',
      'sep-2663-tasks-get-invalid-task-id-32602',
      'sep-2663-tasks-get-status-completed',
      'sep-2663-tasks-get-status-failed',
      'sep-2663-tasks-get-status-input-required',
      'sep-2663-tasks-get-status-working',
      'sep-2663-tasks-methods-non-declaring',
      'sep-2663-tool-error-uses-completed-status',
      'tasks-cancel-terminal-idempotent-ack',
      'tasks-extension-advertised',
      'tasks-headers-tolerate-mcp-method-on-tools-call',
      'tasks-immediate-result-shortcut',
      'tasks-mrtr-partial-fulfillment',
      'tasks-mrtr-tasks-update-resumes',
      'tasks-no-early-ttl-expiry',
      'tasks-no-related-task-meta-on-inlined-result',
      'tasks-per-request-meta-opt-in',
      'tasks-request-state-removal-setup',
      'tasks-result-type-complete-on-non-task-responses',
      'tasks-server-directed-creation-no-hint',
      'tasks-status-notifications',
      'tasks-sync-tool-call',
      'tasks-wire-field-renames',
    ],
  },
];
