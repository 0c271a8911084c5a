import type { Answer } from '../../behaviour/actors/client.ts';
import type { Target } from '../runner/target.ts';

/** An Authorization header; id and secret are encoded by the caller, or not. */
export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

/** A token request whose parameters are all there, but for who sends it. */
export const post = (
  on: Target,
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  on.send('/token', { method: 'POST', headers, body: new URLSearchParams(parameters) });
