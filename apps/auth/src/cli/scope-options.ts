import type { Command } from 'commander';
import type { ScopeKind } from '../protocol/resource.ts';
import { CommandError } from './command-error.ts';
import { each } from './arguments.ts';

/** What somebody typed of the scopes of a resource. */
export interface ScopeOptions {
  readonly view?: string[];
  readonly change?: string[];
  readonly irreversible?: string[];
  readonly scope?: string[];
  readonly detail?: string[];
  readonly required?: string[];
  readonly optional?: string[];
}

/** The same as an operation takes it: what is left out is not said. */
interface TypedScope {
  description?: string;
  detail?: string;
  kind?: ScopeKind;
  required?: boolean;
}

const KINDS = ['view', 'change', 'irreversible'] as const satisfies readonly ScopeKind[];

/** The option that names a scope says its kind; the words, where there are any, follow it. */
export function addScopeOptions(command: Command): Command {
  return command
    .option(
      '--view <scope[=words]>',
      'a scope that looks at things, and its words; repeatable',
      each,
    )
    .option('--change <scope[=words]>', 'one that changes things; repeatable', each)
    .option(
      '--irreversible <scope[=words]>',
      'one that does what cannot be undone; repeatable',
      each,
    )
    .option(
      '--scope <scope=words>',
      'words for one of no kind: it counts as --change and comes unticked; repeatable',
      each,
    )
    .option('--detail <scope=words>', 'a second, smaller line below its words; repeatable', each)
    .option('--required <scope>', 'nobody can leave it out and allow the rest; repeatable', each);
}

/**
 * What the options say of each scope.
 *
 * @returns undefined where they say nothing
 * @throws CommandError `scope_without_description`, `scope_said_twice`
 */
export function scopesIn(options: ScopeOptions): Record<string, TypedScope> | undefined {
  const scopes = new Map<string, TypedScope>();
  const say = (scope: string, typed: TypedScope) => {
    const before = scopes.get(scope) ?? {};
    const twice = Object.keys(typed).find((member) => Object.hasOwn(before, member));
    if (twice !== undefined) throw new CommandError({ code: 'scope_said_twice', scope });
    scopes.set(scope, { ...before, ...typed });
  };
  for (const kind of KINDS) {
    for (const text of options[kind] ?? []) {
      const [scope, description] = parted(text);
      say(scope, { kind, ...(description !== undefined && { description }) });
    }
  }
  for (const text of options.scope ?? []) {
    const [scope, description] = withWords(text);
    say(scope, { description });
  }
  for (const text of options.detail ?? []) {
    const [scope, detail] = withWords(text);
    say(scope, { detail });
  }
  for (const scope of options.required ?? []) say(scope, { required: true });
  for (const scope of options.optional ?? []) say(scope, { required: false });
  return scopes.size === 0 ? undefined : Object.fromEntries(scopes);
}

/** A scope may hold `=` (RFC 6749 §3.3), but not at its beginning, where no name would be left. */
function parted(text: string): [scope: string, words: string | undefined] {
  const at = text.indexOf('=');
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, undefined];
}

function withWords(text: string): [scope: string, words: string] {
  const [scope, words] = parted(text);
  if (words === undefined) throw new CommandError({ code: 'scope_without_description', scope });
  return [scope, words];
}
