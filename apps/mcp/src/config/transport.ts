import { type Environment, quote } from '@gatehouse/environment';

const explanation =
  'Access tokens are for HTTP: over stdio a client starts the server itself and sends no token, ' +
  'so there would be nothing to check (MCP Authorization, Protocol Requirements). Start it ' +
  'without this and give clients its URL.';

/** Refuses stdio, whichever way it is asked for. */
export function refuseStdio(environment: Environment, args: readonly string[]): void {
  if (args.includes('--stdio')) {
    environment.faults.add('--stdio', 'is not for this server', explanation);
  }
  const transport = environment.text('MCP_TRANSPORT') ?? 'http';
  if (transport === 'http') return;
  const remedy = transport === 'stdio' ? explanation : 'It takes http.';
  environment.faults.add('MCP_TRANSPORT', `is ${quote(transport)}`, remedy);
}
