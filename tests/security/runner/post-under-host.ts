import { request } from 'node:http';
import { type Answer, answerOf } from '../../behaviour/actors/client.ts';

/** A form posted to one address under the name of another, which `fetch` does not do. */
export function postUnderHost(
  url: URL,
  host: string,
  body: URLSearchParams,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded', ...more };
  const sent = request(url, { method: 'POST', headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    response.on('error', reject);
    response.on('end', () => {
      const given = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      );
      const init = { status: response.statusCode ?? 0, headers: given };
      answerOf(new Response(text, init)).then(resolve, reject);
    });
  });
  sent.on('error', reject);
  sent.end(body.toString());
  return promise;
}
