import { expect, test } from 'vitest';
import { findResource, spellingsOf } from './resource.ts';

const mcp = { resource: 'https://mcp.example.com/mcp', aliases: ['https://mcp.example.com/mcp/'] };
const files = { resource: 'https://files.example.com', aliases: [] };

test.each([
  ['https://mcp.example.com/mcp', mcp],
  ['https://mcp.example.com/mcp/', mcp],
  ['HTTPS://MCP.example.COM/mcp', mcp],
  ['https://files.example.com', files],
  ['https://mcp.example.com/MCP', undefined],
  ['https://mcp.example.com:443/mcp', undefined],
  ['https://mcp.example.com/mcp?x', undefined],
  ['https://files.example.com/', undefined],
  ['files', undefined],
])('%s means %j', (identifier, resource) => {
  expect(findResource([mcp, files], identifier)).toBe(resource);
});

test('an identifier wins over an alias', () => {
  const alias = { resource: 'https://old.example.com', aliases: [files.resource] };
  expect(findResource([alias, files], files.resource)).toBe(files);
});

test('the identifier is the first of the spellings', () => {
  expect(spellingsOf(mcp)).toEqual([mcp.resource, ...mcp.aliases]);
});
