import type { ConnectLine } from '../pages/pages.ts';

/** A server that clients can be connected to. */
interface Server {
  readonly name: string;
  readonly resource: string;
}

/** What clients call a server of which nobody has said what it is called. */
const UNNAMED = 'gatehouse';

/**
 * What clients call each of these servers: the name in `RESOURCES`, in the letters that all of them take; each
 * another one.
 */
export function clientNames(servers: readonly Server[]): string[] {
  const taken = new Set<string>();
  return servers.map((server) => {
    const own = nameOf(server);
    let name = own;
    for (let number = 2; taken.has(name); number += 1) name = `${own}-${number}`;
    taken.add(name);
    return name;
  });
}

/** Claude Code and Codex take letters, digits, `-` and `_`. */
function nameOf({ name, resource }: Server): string {
  // Without a name of its own it is called by its host.
  if (name === new URL(resource).host) return UNNAMED;
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  const parts = plain.match(/[a-z\d]+/g) ?? [];
  return parts.join('-').slice(0, 40).replace(/-$/, '') || UNNAMED;
}

/** How clients are told of a server: lines for a shell, and what goes into a file. */
export function connectLines(name: string, url: string): ConnectLine[] {
  const address = quoted(url);
  const vsCode = JSON.stringify({ name, type: 'http', url });
  return [
    { client: 'claude-code', text: `claude mcp add --transport http ${name} ${address}` },
    { client: 'vs-code', text: `code --add-mcp ${quoted(vsCode)}` },
    { client: 'cursor', text: JSON.stringify({ mcpServers: { [name]: { url } } }) },
    { client: 'codex', text: `codex mcp add ${name} --url ${address}` },
    {
      client: 'inspector',
      text: `npx @modelcontextprotocol/inspector --transport http --server-url ${address}`,
    },
  ];
}

/** A word of a POSIX shell, in quotes where it takes them. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
