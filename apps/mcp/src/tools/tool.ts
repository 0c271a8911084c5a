import type { CallToolResult, ToolAnnotations } from '@modelcontextprotocol/server';
import type { z } from 'zod';

import type { Caller } from './caller.ts';

/** A tool, as one file of this folder describes it. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Scopes that the token must have, all of them. None: any valid token is accepted. */
  readonly scopes: readonly string[];
  readonly input: Input;
  readonly annotations?: ToolAnnotations;
  run(input: z.infer<Input>, caller: Caller): CallToolResult | Promise<CallToolResult>;
}

/** Returns `tool`. It is only there so that `run` gets the type of `input`. */
export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool<Input> {
  return tool;
}

/** A result with one text. */
export function text(content: string): CallToolResult {
  return { content: [{ type: 'text', text: content }] };
}
