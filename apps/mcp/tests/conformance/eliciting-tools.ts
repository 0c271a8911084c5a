import {
  fromJsonSchema,
  type InputRequest,
  inputRequired,
  inputResponse,
  type McpServer,
} from '@modelcontextprotocol/server';

import { text } from './content.ts';

type Properties = Parameters<typeof inputRequired.elicit>[0]['requestedSchema'];

const twoChoices = [
  { const: 'value1', title: 'First Option' },
  { const: 'value2', title: 'Second Option' },
];
const threeOptions = ['option1', 'option2', 'option3'];

/** What the forms of SEP-1034 and SEP-1330 consist of. */
const forms: Readonly<Record<string, Properties>> = {
  test_elicitation_sep1034_defaults: {
    type: 'object',
    properties: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
  },
  test_elicitation_sep1330_enums: {
    type: 'object',
    properties: {
      untitledSingle: { type: 'string', enum: threeOptions },
      titledSingle: { type: 'string', oneOf: twoChoices },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: threeOptions } },
      titledMulti: { type: 'array', items: { anyOf: twoChoices } },
    },
  },
};

/** Tools whose question the revision of 2025 puts to the client while the call waits. */
export function addElicitingTools(server: McpServer): void {
  for (const [name, requestedSchema] of Object.entries(forms)) {
    const question = inputRequired.elicit({ message: 'Please fill in', requestedSchema });
    addTool(server, name, {}, () => question);
  }
  addTool(server, 'test_elicitation', { message: { type: 'string' } }, ({ message = '' }) =>
    inputRequired.elicit({
      message,
      requestedSchema: {
        type: 'object',
        properties: { username: { type: 'string' }, email: { type: 'string' } },
        required: ['username', 'email'],
      },
    }),
  );
  addTool(server, 'test_sampling', { prompt: { type: 'string' } }, ({ prompt = '' }) =>
    inputRequired.createMessage({
      messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
      maxTokens: 100,
    }),
  );
}

function addTool(
  server: McpServer,
  name: string,
  properties: Record<string, { type: 'string' }>,
  question: (input: Record<string, string>) => InputRequest,
): void {
  const inputSchema = fromJsonSchema<Record<string, string>>({ type: 'object', properties });
  server.registerTool(name, { description: 'Asks', inputSchema }, (input, { mcpReq }) => {
    const given = inputResponse(mcpReq.inputResponses, 'answer');
    if (given.kind !== 'missing') return { content: [text(JSON.stringify(given))] };
    return inputRequired({ inputRequests: { answer: question(input) } });
  });
}
