/**
 * What the library is given for its requests: it makes none. Its own would ask an address before that is
 * judged, follow redirects, and read without a bound; whatever has to be fetched is fetched by us, through
 * `outbound`, before the library needs it.
 *
 * @throws Error always
 */
export function refuseRequest(): Promise<never> {
  return Promise.reject(new Error('the library asks nobody'));
}
