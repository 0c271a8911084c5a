import type { ConnectorKind } from '../../connectors/connectors.ts';

/** A client that the page says how to connect. */
export type McpClientName = 'claude-code' | 'vs-code' | 'cursor' | 'codex' | 'inspector';

/** What a client is told of a server: `claude mcp add …`. */
export interface ConnectLine {
  readonly client: McpClientName;
  readonly text: string;
}

/** An MCP server that tokens are issued for. */
export interface ConnectableServer {
  readonly name: string;
  readonly address: string;
  readonly connect: readonly ConnectLine[];
}

/** Somebody made up, whom one may be at an emulated provider. */
export interface EmulatedPerson {
  /** what the provider is told */
  readonly account: string;
  readonly name: string;
  readonly email: string;
}

/** A provider that is played by this computer, and whom one may be there. */
export interface EmulatedProvider {
  readonly id: string;
  /** “GitHub” */
  readonly label: string;
  readonly people: readonly EmulatedPerson[];
}

/** What a developer needs next. */
export interface DevelopmentSteps {
  readonly servers: readonly ConnectableServer[];
  readonly emulated: readonly EmulatedProvider[];
  /** real ways to sign in that are configured, with the addresses to enter there */
  readonly configured: readonly { readonly label: string; readonly callback: string }[];
  /** those that could be, where none is */
  readonly registrations: readonly {
    readonly provider: ConnectorKind['id'];
    readonly callback: string;
    readonly variables: readonly string[];
  }[];
  /** files of the project, by their paths in it */
  readonly guides: { readonly protect: string; readonly brand: string };
  /** the first variables that say whose these pages are */
  readonly brandVariables: readonly string[];
}
