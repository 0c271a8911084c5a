/** A member of the library's adapter interface that this model must never be asked for. */
export function unsupported(model: string, member: string): () => Promise<never> {
  return () => Promise.reject(new TypeError(`${model} records have no ${member}`));
}
