/** An operation of the operator failed: `message` says why, `remedy` what to do instead. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}
