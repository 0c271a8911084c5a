/** What the library has left as the answer of an endpoint for programs, as far as it is read here. */
export interface Answer {
  readonly [member: string]: unknown;
  /** the standard's code, where it is an error */
  readonly error?: string;
  /** of an introspection (RFC 7662 §2.2) */
  readonly active?: boolean;
  readonly scope?: string;
  /** of the metadata (RFC 8414 §2) */
  readonly token_endpoint_auth_methods_supported?: readonly string[];
}

const MEMBERS = [
  ['error', 'string', isA('string')],
  ['active', 'boolean', isA('boolean')],
  ['scope', 'string', isA('string')],
  ['token_endpoint_auth_methods_supported', 'list of strings', isListOfStrings],
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
  for (const [name, type, isRight] of MEMBERS) {
    const value = answer[name];
    if (value !== undefined && !isRight(value)) {
      throw new TypeError(`the library answers with ${name} that is no ${type}`);
    }
  }
  return answer;
}

function isA(type: 'string' | 'boolean') {
  return (value: unknown) => typeof value === type;
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Whether nothing has answered yet, not even with an empty text. */
export function isUnanswered({ body }: { readonly body?: unknown }): boolean {
  return body === undefined;
}
