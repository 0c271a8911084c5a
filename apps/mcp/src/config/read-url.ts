import { isSecureUrl } from '@gatehouse/auth-core';
import { type Environment, quote, webAddressProblem } from '@gatehouse/environment';

/** A URL that tokens or secrets may be sent to, or undefined where there is none that will do. */
export function readUrl(
  environment: Environment,
  variable: string,
  remedy: string,
): string | undefined {
  const text = environment.text(variable);
  const problem = text === undefined ? undefined : urlProblem(text);
  if (problem === undefined) return text;
  environment.faults.add(variable, problem, remedy);
  return undefined;
}

/** What keeps a text from being a URL to rely on, as the rest of a sentence. */
export function urlProblem(text: string): string | undefined {
  const problem = webAddressProblem(text);
  if (problem !== undefined) return problem;
  if (!isSecureUrl(text)) return `is not https: ${quote(text)}`;
  const { href } = new URL(text);
  if (href !== text && href !== `${text}/`) {
    return `is ${quote(text)}, which is commonly spelt ${quote(href)}`;
  }
  return undefined;
}
