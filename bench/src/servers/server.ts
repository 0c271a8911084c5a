/** A confidential client of the operator. */
export interface OperatorClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A server that the bench asks for tokens, in a process of its own. */
export interface BenchServer {
  readonly name: string;
  readonly pid: number;
  /** origin, which is its issuer */
  readonly origin: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** one for all codes */
  readonly codeVerifier: string;
  /** authorization codes, each of another person, none of them exchanged */
  readonly codes: string[];
  /** gets tokens for itself, and asks about those for the resource */
  readonly operatorClient: OperatorClient;
  /** what it asks about; absent: access tokens that the exchanges and refreshes give */
  readonly askedTokens?: readonly string[];
  stop(): Promise<void>;
}

/** The MCP server that tokens are issued for; it does not run. */
export const RESOURCE = 'https://notes.example/mcp';

export const SCOPES = ['notes:read', 'notes:write'] as const;
