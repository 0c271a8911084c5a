import type { Words } from '../../faults/fault.ts';
import type { CommandFault } from '../command-error.ts';
import { SAME_VERSION } from './operation-faults.ts';
import type { Sentences } from './sentences.ts';

/** @param gatehouse how this program was called */
export function commandWords(gatehouse: string): Words<CommandFault, Sentences> {
  return {
    unreadable_jwks: ({ file }) => ({
      message: `${file} cannot be read as JSON.`,
      remedy: 'Name a file that holds a JWK set: {"keys":[…]}.',
    }),
    unreadable_copy: ({ file }) => ({
      message: `${file} cannot be read as a JSON object.`,
      remedy: 'Name a file that holds the document as its host serves it.',
    }),
    name_missing: () => ({
      message: 'The client has no name.',
      remedy: `Give one: \`${gatehouse} clients add "Our web app"\`. With --document its document says it.`,
    }),
    said_by_document: ({ what }) => ({
      message: `${what} is for the document to say.`,
      remedy: 'Beside --document give nothing but --file.',
    }),
    copy_of_nothing: () => ({
      message: 'A copy (--file) is given, and no document is named.',
      remedy: 'Name its address: --document https://app.example.com/client.json.',
    }),
    scope_without_description: ({ scope }) => ({
      message: `The scope ${JSON.stringify(scope)} has no description.`,
      remedy: 'Write it as name=description: people read the description when they decide.',
    }),
    scope_said_twice: ({ scope }) => ({
      message: `Two options say different things of the scope ${JSON.stringify(scope)}.`,
      remedy: 'Name its kind once, and give its words once: --view "notes:read=Read your notes".',
    }),
    invalid_duration: ({ text }) => ({
      message: `${JSON.stringify(text)} is no duration.`,
      remedy: 'Write it like 90s, 15m, 12h or 30d.',
    }),
    terminal: ({ stream }) =>
      stream === 'output'
        ? {
            message: 'An export is no text, and standard output is a terminal.',
            remedy: `Send it into a file or a program: ${gatehouse} database export - > backup.json.gz`,
          }
        : {
            message: 'An export is to come through standard input, which is a terminal.',
            remedy: `Send one: ${gatehouse} database import - < backup.json.gz`,
          },
    no_database: ({ dataDirectory }) => ({
      message: `There is no database in ${dataDirectory}.`,
      remedy: `Start the server once (\`npm start\`), or make one with \`${gatehouse} database migrate\`. Where there is one elsewhere, set GATEHOUSE_DATA_DIR or DATABASE_URL.`,
    }),
    pending_migrations: () => ({
      message: 'The database is empty, or older than this command.',
      remedy: `\`${gatehouse} database migrate\` brings it up to date, and so does the server when it starts.`,
    }),
    older_server: ({ missing }) => ({
      message: `A server of an older version has the database open, which lacks ${missing.join(', ')}.`,
      remedy: 'Stop it. The server of this version brings the database up to date when it starts.',
    }),
    server_denied: () => ({
      message: 'The running server has the database open, and this user may not ask it.',
      remedy: 'Run the command as the user that the server runs as.',
    }),
    server_unreachable: ({ cause }) => ({
      message: `The running server has the database open, and did not answer to the end (${cause}).`,
      remedy: 'Look in its log, and whether it was done; then run the command again.',
    }),
    not_understood: ({ told }) => ({
      message: `The running server refused this as ${JSON.stringify(told)}, which this command does not know.`,
      remedy: SAME_VERSION,
    }),
  };
}
