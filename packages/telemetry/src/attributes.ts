/**
 * Everything that a span may say. What is not on this list cannot be said: there is no place for an
 * address, a query, a header, a body, the text of a statement or of an error, all of which hold codes,
 * tokens and names of people. Names are those of OpenTelemetry's semantic conventions where there is one.
 */
export interface Attributes {
  /** one of the methods that Node's parser knows */
  readonly 'http.request.method'?: string;
  /** as the app spells its route, with `:name` for what differs */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  /** a code or the name of a class, never a message; or a status from 500 on */
  readonly 'error.type'?: string;
  /** the host name, of what is asked by the operator's configuration */
  readonly 'server.address'?: string;
  readonly 'db.system.name'?: 'postgresql';
  /** what the statement is called, never its text or values */
  readonly 'db.query.summary'?: string;
  /** of the Model Context Protocol, for a call of a tool */
  readonly 'mcp.method.name'?: 'tools/call';
  /** of a tool that exists */
  readonly 'gen_ai.tool.name'?: string;
  /** the name in the table of endpoints */
  readonly 'gatehouse.endpoint'?: string;
  /** what the lines of a request in the log are called */
  readonly 'gatehouse.request_id'?: string;
  /** of a client that is known, and no secret (RFC 6749 §2.2) */
  readonly 'gatehouse.client_id'?: string;
  /** the id of the provider in the configuration */
  readonly 'gatehouse.provider'?: string;
}

/** Their names, for tests that look at everything that is sent. */
export const ATTRIBUTE_NAMES: readonly (keyof Attributes)[] = Object.keys({
  'http.request.method': true,
  'http.route': true,
  'http.response.status_code': true,
  'error.type': true,
  'server.address': true,
  'db.system.name': true,
  'db.query.summary': true,
  'mcp.method.name': true,
  'gen_ai.tool.name': true,
  'gatehouse.endpoint': true,
  'gatehouse.request_id': true,
  'gatehouse.client_id': true,
  'gatehouse.provider': true,
} satisfies Record<keyof Attributes, true>) as (keyof Attributes)[];
