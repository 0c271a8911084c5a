/** Why a request to an address that a stranger named was not made, or came to nothing. */
export type OutboundCode =
  // Nothing was asked of anybody.
  | 'url_not_allowed'
  | 'too_many_requests'
  // A name server was asked, and nobody else.
  | 'host_unknown'
  | 'name_server_failed'
  | 'address_not_public'
  // A connection was tried.
  | 'connection_failed'
  | 'tls_failed'
  | 'answer_malformed'
  | 'content_coding'
  | 'too_large'
  // Any of these took too long.
  | 'timed_out';

/**
 * A request that {@link GuardedGet} did not make, or that came to nothing.
 *
 * `code` is for the log and the operator. It is not for whoever named the address: by the difference
 * they would learn which hosts and ports this server can reach. The message is the same for every code,
 * so that one that is shown by mistake says nothing either.
 */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly code: OutboundCode;

  constructor(code: OutboundCode, cause?: unknown) {
    super('the address could not be read', { cause });
    this.code = code;
  }
}
