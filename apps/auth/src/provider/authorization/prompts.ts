export type Query = Record<string, string | string[] | undefined>;

/**
 * What the words of `prompt` mean here. Whoever asks to `create` an account (Initiating User
 * Registration 1.0) has to choose one at a provider: here it comes into being with that.
 */
const MEANINGS = new Map([
  ['login', 'login'],
  ['consent', 'consent'],
  ['select_account', 'select_account'],
  ['create', 'select_account'],
]);

/**
 * `prompt` (OpenID Connect Core §3.1.2.1) in words that the library knows. Words that nobody defined
 * are dropped: clients send what some other server understands. `max_age=0` is `prompt=login`, which
 * it means but which works without `openid`, too, and within the same second.
 *
 * `none` is left as it stands, since it has to be alone: the library refuses it beside anything else.
 */
export function withKnownPrompts(query: Query): Query {
  const { max_age: maxAge, prompt = '', ...rest } = query;
  if (Array.isArray(prompt)) return query;
  const words = prompt.split(/\s+/).filter(Boolean);
  if (words.includes('none')) return words.length === 1 ? { ...query, prompt: 'none' } : query;
  const asksAnew = typeof maxAge === 'string' && /^0+$/.test(maxAge);
  const known = words.flatMap((word) => MEANINGS.get(word.toLowerCase()) ?? []);
  const prompts = new Set([...(asksAnew ? ['login'] : []), ...known]);
  return {
    ...rest,
    ...(maxAge !== undefined && !asksAnew && { max_age: maxAge }),
    ...(prompts.size > 0 && { prompt: [...prompts].join(' ') }),
  };
}
