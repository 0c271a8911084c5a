/** Why a command could not do its work, where no operation says so. */
export type CommandFault =
  | { readonly code: 'unreadable_jwks'; readonly file: string }
  | { readonly code: 'unreadable_copy'; readonly file: string }
  /** `clients add` without a name, and without `--document` */
  | { readonly code: 'name_missing' }
  /** beside `--document`, which says everything about a client */
  | { readonly code: 'said_by_document'; readonly what: string }
  /** `--file` without `--document` */
  | { readonly code: 'copy_of_nothing' }
  | { readonly code: 'scope_without_description'; readonly scope: string }
  /** two options say two things of one scope */
  | { readonly code: 'scope_said_twice'; readonly scope: string }
  | { readonly code: 'invalid_duration'; readonly text: string }
  /** an export is no text, and would go to a terminal or come from one */
  | { readonly code: 'terminal'; readonly stream: 'input' | 'output' }
  | { readonly code: 'no_database'; readonly dataDirectory: string }
  | { readonly code: 'pending_migrations' }
  | { readonly code: 'older_server'; readonly missing: readonly string[] }
  | { readonly code: 'server_denied' }
  | { readonly code: 'server_unreachable'; readonly cause: string }
  /** a server of another version refused with a code that this command has no words for */
  | { readonly code: 'not_understood'; readonly told: string };

/** A command could not do its work. It holds no sentence: its message is the code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly fault: CommandFault;

  constructor(fault: CommandFault, options?: ErrorOptions) {
    super(fault.code, options);
    this.fault = fault;
  }
}
