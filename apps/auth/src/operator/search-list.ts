import { z } from 'zod';

/** For lists that are short enough to be given whole. */
export const SearchList = z.strictObject({
  search: z.string().trim().min(1).max(200).optional(),
});
export type SearchList = z.infer<typeof SearchList>;

/** Whether one of these texts holds what is searched for, in whatever case; all do where nothing is. */
export function isFound(search: string | undefined, texts: readonly string[]): boolean {
  if (search === undefined) return true;
  const wanted = search.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
