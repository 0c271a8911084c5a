import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { NewDocument } from '../operator/add-document.ts';
import { CommandError } from './command-error.ts';
import type { CliContext } from './context.ts';

/** Options of `clients add` that are about a document. */
export interface DocumentOptions {
  readonly document?: string;
  readonly file?: string;
}

/**
 * The input for a client that a document describes.
 *
 * @param name what was typed as its name
 * @throws CommandError `said_by_document`, `unreadable_copy`
 */
export async function newDocument(
  context: Pick<CliContext, 'file'>,
  name: string | undefined,
  { document, file }: Required<Pick<DocumentOptions, 'document'>> & DocumentOptions,
  command: Command,
): Promise<NewDocument> {
  const others = command.options.filter(
    (option) =>
      !['document', 'file'].includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  const [what] = [...(name === undefined ? [] : ['The name']), ...others.map(({ long }) => long)];
  if (what !== undefined && what !== null) {
    throw new CommandError({ code: 'said_by_document', what });
  }
  return {
    client_id: document,
    ...(file !== undefined && { copy: await readCopy(context.file(file)) }),
  };
}

async function readCopy(file: string): Promise<Record<string, unknown>> {
  let copy: unknown;
  try {
    copy = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CommandError({ code: 'unreadable_copy', file }, { cause });
  }
  if (typeof copy === 'object' && copy !== null && !Array.isArray(copy)) {
    return copy as Record<string, unknown>;
  }
  throw new CommandError({ code: 'unreadable_copy', file });
}
