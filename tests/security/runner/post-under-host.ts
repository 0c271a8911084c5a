import { request } from 'node:http';

/** A form posted to one address under the name of another, which `fetch` does not do. */
export function postUnderHost(
  url: URL,
  host: string,
  body: URLSearchParams,
): Promise<{ readonly status: number; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const sent = request(url, { method: 'POST', headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    response.on('error', reject);
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
  });
  sent.on('error', reject);
  sent.end(body.toString());
  return promise;
}
