const { MCP_URL: url = 'http://localhost:8000/mcp', AUTH_ISSUER = 'http://localhost:3000' } =
  process.env;

/** What differs between two places where an example runs. */
export const settings = {
  /** The URL that clients use for this server. It is also the `aud` of its tokens. */
  url,
  port: Number(new URL(url).port),
  /** The authorization server, exactly as its metadata spells it. */
  issuer: AUTH_ISSUER,
};
