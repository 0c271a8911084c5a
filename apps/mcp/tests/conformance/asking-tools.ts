import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequest,
  inputRequired,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

import { text } from './content.ts';

const name = z.object({ name: z.string() });
const color = z.object({ color: z.string() });
const ok = z.object({ ok: z.boolean() });

const elicit = (message: string, requestedSchema: z.ZodObject): InputRequest =>
  inputRequired.elicit({ message, requestedSchema });

const sample = (content: string, maxTokens: number): InputRequest =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: content } }],
    maxTokens,
  });

const answered = ({ mcpReq }: ServerContext, ...keys: string[]): boolean =>
  keys.every((key) => inputResponse(mcpReq.inputResponses, key).kind !== 'missing');

const done = (what: string) => ({ content: [text(what)] });

/** Tools that need something of the client first: one question, without a state. */
export function addAskingTools(server: McpServer): void {
  server.registerTool(
    'test_input_required_result_elicitation',
    { description: 'Asks for a name' },
    ({ mcpReq }) => {
      const given = acceptedContent(mcpReq.inputResponses, 'user_name', name);
      if (given !== undefined) return done(`Hello, ${given.name}!`);
      return inputRequired({ inputRequests: { user_name: elicit('What is your name?', name) } });
    },
  );
  server.registerTool(
    'test_input_required_result_sampling',
    { description: 'Asks the model' },
    (context) => {
      if (answered(context, 'capital_question')) return done('The model has answered.');
      const question = sample('What is the capital of France?', 100);
      return inputRequired({ inputRequests: { capital_question: question } });
    },
  );
  server.registerTool(
    'test_input_required_result_list_roots',
    { description: 'Asks for the roots' },
    (context) => {
      const given = inputResponse(context.mcpReq.inputResponses, 'client_roots');
      if (given.kind !== 'missing') return done(`The roots: ${JSON.stringify(given)}`);
      return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
    },
  );
  server.registerTool('test_streaming_elicitation', { description: 'Asks' }, () =>
    inputRequired({ inputRequests: { confirm: elicit('Please confirm', ok) } }),
  );
  server.registerTool('test_missing_capability', { description: 'Asks the model' }, () =>
    inputRequired({ inputRequests: { question: sample('Which capability?', 10) } }),
  );
  server.registerTool(
    'test_input_required_result_capabilities',
    { description: 'Asks for as much as the client can do' },
    ({ mcpReq }) => {
      // The SDK leaves the type of the envelope empty.
      const envelope = (mcpReq.envelope ?? {}) as Record<string, unknown>;
      const can = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
      return inputRequired({
        inputRequests: {
          ...(can?.sampling && { greeting: sample('Generate a greeting', 50) }),
          ...(can?.elicitation && { user_name: elicit('What is your name?', name) }),
        },
      });
    },
  );
}

/** The same in several rounds, with a state that the client carries and cannot change. */
export function addAskingToolsWithState(server: McpServer, state: RequestStateCodec): void {
  for (const tool of [
    'test_input_required_result_request_state',
    'test_input_required_result_tampered_state',
  ]) {
    server.registerTool(tool, { description: 'Asks for a confirmation' }, async (context) => {
      if (answered(context, 'confirm')) return done('state-ok');
      return inputRequired({
        inputRequests: { confirm: elicit('Please confirm', ok) },
        requestState: await state.mint({ round: 1 }),
      });
    });
  }
  server.registerTool(
    'test_input_required_result_multiple_inputs',
    { description: 'Asks for three things' },
    async (context) => {
      if (answered(context, 'user_name', 'greeting', 'client_roots')) return done('All three.');
      return inputRequired({
        inputRequests: {
          user_name: elicit('What is your name?', name),
          greeting: sample('Generate a greeting', 50),
          client_roots: inputRequired.listRoots(),
        },
        requestState: await state.mint({ round: 1 }),
      });
    },
  );
  server.registerTool(
    'test_input_required_result_multi_round',
    { description: 'Asks twice' },
    async ({ mcpReq }) => {
      const round = mcpReq.requestState<{ round: number }>()?.round ?? 0;
      if (round === 2 && acceptedContent(mcpReq.inputResponses, 'step2', color))
        return done('Both.');
      const first = acceptedContent(mcpReq.inputResponses, 'step1', name);
      if (round === 0 || first === undefined) {
        return inputRequired({
          inputRequests: { step1: elicit('Step 1: What is your name?', name) },
          requestState: await state.mint({ round: 1 }),
        });
      }
      return inputRequired({
        inputRequests: { step2: elicit('Step 2: What is your favorite color?', color) },
        requestState: await state.mint({ round: 2 }),
      });
    },
  );
}
