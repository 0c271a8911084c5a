import { createTestProvider, type TestProvider } from './provider.ts';
import { patientClock } from './proxied-client.ts';
import { type RunningServer, startServer } from './running-server.ts';

/** The server as a proxy, and the provider that it stands before. */
export interface RunningProxy extends RunningServer {
  readonly provider: TestProvider;
}

export async function startProxy(env: Record<string, string> = {}): Promise<RunningProxy> {
  let provider: TestProvider | undefined;
  const start = async (url: string) => {
    provider = await createTestProvider(url);
    return provider;
  };
  const server = await startServer(env, '/mcp', start, patientClock);
  return { ...server, provider: provider as TestProvider };
}
