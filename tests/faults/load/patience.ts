import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../../behaviour/actors/client.ts';
import type { Tally } from './tally.ts';

/** How soon a request is sent again whose connection was cut (milliseconds). */
const AGAIN_AFTER = 100;

/** Nobody waits for ever (milliseconds). */
const PATIENCE = 120_000;

/** An answer, and whether an earlier attempt may have been carried out without the client hearing. */
export interface Finally {
  readonly answer: Answer;
  readonly uncertain: boolean;
}

/**
 * What a client has to do, and no more: it sends the same request again where the connection was cut
 * or the server asked it to come back, and takes any other answer for final.
 */
export async function patiently(tally: Tally, send: () => Promise<Answer>): Promise<Finally> {
  const deadline = Date.now() + PATIENCE;
  for (let attempt = 0; Date.now() < deadline; attempt += 1) {
    if (attempt > 0) tally.count('retried');
    const answer = await timed(tally, send);
    if (answer !== undefined && answer.status !== 503) {
      return { answer, uncertain: attempt > 0 };
    }
    await delay(
      answer === undefined ? AGAIN_AFTER : secondsUntilRetry(tally, answer.headers) * 1_000,
    );
  }
  throw new Error(`no answer in ${PATIENCE / 1_000} s`);
}

/** One request, counted. @returns undefined where the connection was cut */
async function timed<T extends { readonly status: number }>(
  tally: Tally,
  send: () => Promise<T>,
): Promise<T | undefined> {
  const began = performance.now();
  tally.count('sent');
  try {
    const answer = await send();
    tally.count('answered');
    if (answer.status === 503) tally.count('unavailable');
    return answer;
  } catch {
    tally.count('cut');
    return undefined;
  } finally {
    tally.waited(performance.now() - began);
  }
}

/** RFC 9110 §10.2.3, in seconds. A 503 without it leaves a client to guess. */
function secondsUntilRetry(tally: Tally, headers: Headers): number {
  const header = headers.get('retry-after') ?? '';
  if (!/^\d+$/.test(header)) tally.report('503 without Retry-After');
  return Math.min(Number(header) || 1, 2);
}
