/** What a person sees when the stack is ready. */

/** @param {import('./settings.mjs').Settings} settings */
export function banner(settings) {
  const { publicUrl, mcpUrl, configured, emulated, production, ports } = settings;
  const vscode = JSON.stringify({ name: 'gatehouse', type: 'http', url: mcpUrl });
  const lines = [
    '',
    'Gatehouse is ready.',
    '',
    `  Authorization server (issuer)  ${publicUrl}`,
    `  MCP server                     ${mcpUrl}`,
    `  Health and metrics             http://localhost:${ports.operations}, http://localhost:${ports.mcpOperations}`,
    '',
    'Connect a client',
    `  Claude Code    claude mcp add --transport http gatehouse ${mcpUrl}`,
    `  VS Code        code --add-mcp '${vscode}'`,
    `  Codex          codex mcp add gatehouse --url ${mcpUrl}`,
    `  MCP Inspector  npm run inspector -- --transport http --server-url ${mcpUrl}`,
    '',
  ];
  if (emulated) {
    lines.push(
      'People sign in with an emulated GitHub and Google on this machine: pick anyone. The address of the',
      'authorization server is a page that signs you in as one of them, and says what to do next.',
      'For the real ones, put these into .env (register an OAuth app with each provider first)',
      `  GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET   callback ${publicUrl}/callback/github`,
      `  GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET   callback ${publicUrl}/callback/google`,
      '',
    );
  } else if (!production) {
    lines.push(
      'Callback URLs of your OAuth apps',
      ...configured.map((id) => `  ${publicUrl}/callback/${id}`),
      '',
    );
  }
  lines.push('Ctrl-C stops everything.', '');
  return lines.join('\n');
}
