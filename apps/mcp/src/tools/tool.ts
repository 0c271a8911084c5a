import type { CallToolResult, ToolAnnotations } from '@modelcontextprotocol/server';
import type { z } from 'zod';

import type { Caller } from './caller.ts';

/** A tool, as one file of this folder describes it. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Scopes the caller's token must have, all of them. None: any valid token will do. */
  readonly scopes: readonly string[];
  readonly input: Input;
  readonly annotations?: ToolAnnotations;
  run(input: z.infer<Input>, caller: Caller): CallToolResult | Promise<CallToolResult>;
}

/** Gives `run` the type of `input`. */
export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool<Input> {
  return tool;
}

/** A result of one piece of text. */
export function text(content: string): CallToolResult {
  return { content: [{ type: 'text', text: content }] };
}
