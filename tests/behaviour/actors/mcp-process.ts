import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../harness/ports.ts';
import { Service } from '../../harness/service.ts';
import { answers, builtApp } from '../../harness/stack.ts';

/** What a call of a tool was answered. */
export interface Called {
  readonly status: number;
  /** the text of the tool's result; undefined where there is none */
  readonly text: string | undefined;
  /** the `WWW-Authenticate` header */
  readonly challenge: string | null;
}

/** The built MCP server, started by its environment alone. */
export class McpProcess {
  readonly url: string;
  /** origin of its operations port */
  readonly operationsUrl: string;
  readonly #service: Service;
  readonly #directory: string;

  private constructor(url: string, operationsUrl: string, service: Service, directory: string) {
    this.url = url;
    this.operationsUrl = operationsUrl;
    this.#service = service;
    this.#directory = directory;
  }

  /** @throws Error with what it printed, where it does not serve */
  static async start(env: Readonly<Record<string, string>>, at?: number): Promise<McpProcess> {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-mcp-'));
    const port = at ?? (await freePort());
    const origin = `http://localhost:${port}`;
    const operationsPort = await freePort();
    const operationsUrl = `http://localhost:${operationsPort}`;
    const service = new Service({
      name: 'apps/mcp',
      args: [builtApp('mcp')],
      cwd: directory,
      env: { PORT: String(port), OPERATIONS_PORT: String(operationsPort), ...env },
      isReady: () => answers(`${operationsUrl}/readyz`),
      startWithin: 120_000,
    });
    const mcp = new McpProcess(`${origin}/mcp`, operationsUrl, service, directory);
    await service.start().catch(async (error: unknown) => {
      await mcp.stop();
      throw error;
    });
    return mcp;
  }

  /** Everything it has printed. */
  get output(): string {
    return this.#service.output;
  }

  /** How it ended, where it was not to serve. */
  get exited(): Service['exited'] {
    return this.#service.exited;
  }

  async call(token: string, name: string, input: object = {}): Promise<Called> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name, arguments: input },
      }),
    });
    const body = await response.text();
    const json = /^data: (.*)$/m.exec(body)?.[1] ?? body;
    const { result } = JSON.parse(json) as { result?: { content?: { text?: string }[] } };
    return {
      status: response.status,
      text: result?.content?.[0]?.text,
      challenge: response.headers.get('www-authenticate'),
    };
  }

  /** The protected-resource metadata (RFC 9728). */
  async metadata(): Promise<Record<string, unknown>> {
    const url = new URL('/.well-known/oauth-protected-resource/mcp', this.url);
    return (await (await fetch(url)).json()) as Record<string, unknown>;
  }

  async stop(): Promise<void> {
    await this.#service.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
