import { isSecureUrl } from '@gatehouse/auth-core';
import { type Environment, quote, webAddressProblem } from '@gatehouse/environment';

/**
 * A URL that tokens or secrets may be sent to, or undefined where there is none that will do.
 *
 * @param isAllowed whether a URL is safe enough; default: https, or http on this machine
 */
export function readUrl(
  environment: Environment,
  variable: string,
  remedy: string,
  isAllowed: (url: string) => boolean = isSecureUrl,
): string | undefined {
  const text = environment.text(variable);
  const problem = text === undefined ? undefined : urlProblem(text, isAllowed);
  if (problem === undefined) return text;
  environment.faults.add(variable, problem, remedy);
  return undefined;
}

/** What keeps a text from being a URL to rely on, as the rest of a sentence. */
export function urlProblem(
  text: string,
  isAllowed: (url: string) => boolean = isSecureUrl,
): string | undefined {
  const problem = webAddressProblem(text);
  if (problem !== undefined) return problem;
  if (!isAllowed(text)) return `is not https: ${quote(text)}`;
  const { href } = new URL(text);
  if (href !== text && href !== `${text}/`) {
    return `is ${quote(text)}, which is commonly spelt ${quote(href)}`;
  }
  return undefined;
}
