/** What the library has left as the answer of an endpoint for programs, as far as it is read here. */
export interface Answer {
  readonly [member: string]: unknown;
  /** the standard's code, where it is an error */
  readonly error?: string;
  /** of an introspection (RFC 7662 §2.2) */
  readonly active?: boolean;
  readonly scope?: string;
}

const MEMBERS = [
  ['error', 'string'],
  ['active', 'boolean'],
  ['scope', 'string'],
] as const;

/**
 * Reads the answer that stands in a context. The one place where that is done: what is there, and when,
 * the library does not promise (contracts/answers.contract.test.ts).
 *
 * @returns undefined where there is none, or a page
 * @throws TypeError where it has a member that is not what the standard makes of it
 */
export function answerOf({ body }: { readonly body?: unknown }): Answer | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const answer = body as Record<string, unknown>;
  for (const [name, type] of MEMBERS) {
    const value = answer[name];
    if (value !== undefined && typeof value !== type) {
      throw new TypeError(`the library answers with ${name} that is no ${type}`);
    }
  }
  return answer;
}

/** Whether nothing has answered yet, not even with an empty text. */
export function isUnanswered({ body }: { readonly body?: unknown }): boolean {
  return body === undefined;
}
