/** The MCP servers of the stacks that these tests start. None of them runs: only tokens are issued. */

/** The first in the list, and so the one that is meant where a request names none. */
export const NOTES = 'https://notes.example/mcp';

/** Another address of {@link NOTES}, which its operator allows as a spelling. */
export const NOTES_ALIAS = 'https://notes.example/v1/mcp';

/** The second: its verifiers know RS256 only. */
export const LEDGER = 'https://ledger.example/mcp';

/** A value for `RESOURCES`. */
export const RESOURCES = JSON.stringify([
  {
    resource: NOTES,
    name: 'Notes',
    scopes: {
      'notes:read': { description: 'Read your notes', kind: 'view' },
      'notes:write': {
        description: 'Write notes for you',
        detail: 'New ones, and those that are there',
        kind: 'change',
      },
    },
    aliases: [NOTES_ALIAS],
  },
  {
    resource: LEDGER,
    name: 'Ledger',
    scopes: { 'ledger:read': { description: 'Read the ledger', kind: 'view' } },
    access_token_alg: 'RS256',
  },
]);
