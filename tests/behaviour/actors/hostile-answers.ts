/** What answers to hostile requests are, and what is wrong with them. */
import type { Body } from './hostile-bodies.ts';

export const FORM = 'application/x-www-form-urlencoded';

/** Names in a text. */
export const words = (text: string): string[] => text.trim().split(/\s+/);

/** For messages. */
export function shortly(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}… (${text.length})`;
}

/** An answer. */
interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export async function post(
  url: URL,
  contentType: string,
  { body, headers }: Body,
): Promise<Answered> {
  return answered(
    await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': contentType, ...headers },
      body,
    }),
  );
}

export async function answered(response: Response): Promise<Answered> {
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text: await response.text() };
}

/** What is wrong with the answer of an endpoint for programs; undefined where nothing is. */
export function faultOf({ status, type, text }: Answered): string | undefined {
  const is = `${status} ${type} ${text.slice(0, 200)}`;
  if (status >= 200 && status < 300) return text.length < 20_000 ? undefined : `too long: ${is}`;
  if (status < 400 || status >= 500 || !type.startsWith('application/json')) return is;
  const { error, error_description: description } = JSON.parse(text) as Record<string, unknown>;
  const isStandard = typeof error === 'string' && /^(?:invalid|un)[a-z_]+$/.test(error);
  return isStandard && typeof description === 'string' ? undefined : is;
}

/** The same for a page. */
export function pageFaultOf({ status, type, text }: Answered): string | undefined {
  // Where in our code something failed is nobody's business.
  const isPage = type.startsWith('text/html') && !/\.[cm]?[jt]sx?:\d|node_modules/.test(text);
  if (status === 303) return undefined;
  return status < 500 && isPage ? undefined : `${status} ${type} ${text.slice(0, 200)}`;
}

/** A line of the log: an error, or a request (whose own line says which one it was) that ended in one. */
export function tellsOfAFault(line: string): boolean {
  return /^\{"level":(?:50|60)\b|"status":5\d\d/.test(line);
}
