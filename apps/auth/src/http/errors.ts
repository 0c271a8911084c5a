/** A request that a person's browser made and that gets a page with a reason. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, options?: ErrorOptions) {
    super(code, options);
    this.name = new.target.name;
    this.status = status;
    this.code = code;
  }
}

/** A form or callback that this browser, or this page, did not begin. */
export class Forbidden extends HttpError {
  constructor(code: string) {
    super(403, code);
  }
}
