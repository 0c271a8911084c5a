import { connect } from 'node:net';

/** An answer to bytes that no HTTP client would send. */
export interface RawAnswer {
  readonly status: number;
  /** status line, headers and body */
  readonly text: string;
}

/**
 * Sends a request exactly as given, on a connection of its own.
 *
 * @param lines request line and headers; `Connection: close` is added
 */
export function rawRequest(
  server: string,
  lines: readonly string[],
  body = '',
): Promise<RawAnswer> {
  const { port } = new URL(server);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), 'localhost', () => {
      socket.write([...lines, 'Connection: close', '', body].join('\r\n'));
    });
    let text = '';
    socket.setEncoding('utf8').setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => {
      socket.end();
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), text });
    });
    socket.on('error', reject);
  });
}
