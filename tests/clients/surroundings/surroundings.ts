import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../../harness/ports.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { OfflineProxy } from './offline-proxy.ts';
import { Recorder } from './recorder.ts';
import { Terminal } from './terminal.ts';
import { Visitor } from './visitor.ts';

/** What a client finds, and what sees it: a stack of its own and a home with nothing in it. */
export interface Surroundings {
  readonly stack: Stack;
  readonly recorder: Recorder;
  readonly offline: OfflineProxy;
  readonly visitor: Visitor;
  /** an empty folder, which is `HOME` and the working directory */
  readonly home: string;
  /** every variable that a command of {@link terminal} would get with `extra` */
  readonly terminal: (extra?: Readonly<Record<string, string>>) => Terminal;
  close(): Promise<void>;
}

/** @param documents `off`: clients register themselves, since there is no way to where their documents are */
export async function openSurroundings(documents: 'on' | 'off' = 'off'): Promise<Surroundings> {
  const issuerPort = await freePort();
  const port = await freePort();
  const recorder = new Recorder(port);
  const offline = new OfflineProxy();
  // What the browser itself would like to know is nothing that a client asks.
  const beyond = new OfflineProxy();
  await recorder.listen(issuerPort);
  const proxy = await offline.listen();
  const home = await mkdtemp(join(tmpdir(), 'gatehouse-client-'));
  const issuer = `http://localhost:${issuerPort}`;
  const stack = await startStack({
    publicUrl: issuer,
    // Some clients refresh at every connection when tokens live for seconds: theirs are aged.
    auth: { PORT: String(port), ACCESS_TOKEN_LIFETIME: '10m', CLIENT_DOCUMENTS: documents },
  });
  const visitor = new Visitor(stack, await beyond.listen());
  const terminals: Terminal[] = [];
  return {
    stack,
    recorder,
    offline,
    visitor,
    home,
    terminal(extra = {}) {
      const terminal = new Terminal({
        env: {
          PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
          HOME: home,
          // It is told where to go by what the client prints.
          BROWSER: '/bin/true',
          HTTP_PROXY: proxy,
          HTTPS_PROXY: proxy,
          NO_PROXY: 'localhost,127.0.0.1,::1',
          ...extra,
        },
        cwd: home,
        shows: `${issuer}/auth?`,
        onAddress: (url) => visitor.authorize(url),
      });
      terminals.push(terminal);
      return terminal;
    },
    async close() {
      await Promise.all(terminals.map((terminal) => terminal.close()));
      await visitor.close();
      await stack.stop();
      recorder.close();
      offline.close();
      beyond.close();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
