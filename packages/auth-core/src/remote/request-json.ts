import { IssuerError } from '../errors/errors.ts';
import { type Fetch, parseObject, readText } from '../issuer/fetch-json.ts';

/** One request about a token. */
export interface Question {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Statuses by which the other side says that the token does not count. */
  readonly refusals: readonly number[];
  /** Whether this server shows credentials of its own, which may be what is not accepted. */
  readonly hasCredentials: boolean;
}

export type Answer = Readonly<Record<string, unknown>>;

/** Bytes. The longest answers name a few hundred scopes. */
const maxBytes = 64 * 1024;

/**
 * Asks, and gives the JSON object that comes with 200, or undefined where the token is refused.
 *
 * No redirect is followed: it would take the token, and this server's secret, elsewhere.
 *
 * @param timeout milliseconds for the whole exchange, body included
 * @throws {@link IssuerError}
 */
export async function exchange(
  question: Question,
  fetch: Fetch,
  timeout: number,
): Promise<Answer | undefined> {
  const { url, method, headers, body, refusals } = question;
  let text: string;
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      if (refusals.includes(response.status)) return undefined;
      throw unusable(question, response.status);
    }
    text = await readText(response, url, maxBytes);
  } catch (cause) {
    if (cause instanceof IssuerError) throw cause;
    throw new IssuerError('issuer_unreachable', `${url} could not be reached`, { cause });
  }
  return parseObject(text, url);
}

function unusable({ url, hasCredentials }: Question, status: number): IssuerError {
  const message = `${url} answered ${status}`;
  if (status === 429 || status === 503) return new IssuerError('issuer_busy', message);
  if (hasCredentials && (status === 401 || status === 403)) {
    return new IssuerError('issuer_credentials_refused', message);
  }
  return new IssuerError('issuer_response_refused', message);
}
