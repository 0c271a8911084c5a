import { expect, test } from 'vitest';
import { sayableAddress } from './sayable-address.ts';

test.each([
  ['https://mcp.example/mcp', 'https://mcp.example/mcp'],
  // As it was spelt: a difference is what somebody looks for.
  ['https://MCP.example:443/mcp/', 'https://MCP.example:443/mcp/'],
  ['http://localhost:8000/mcp?token=secret#secret', 'http://localhost:8000/mcp?...'],
  ['https://mcp.example/mcp#secret', 'https://mcp.example/mcp#...'],
  ['https://bücher.example/mcp', 'https://xn--bcher-kva.example/mcp'],
  ['https://mcp.example/"<b>\n\u001b[2J\u202e', 'https://mcp.example/%22%3Cb%3E%1B[2J%E2%80%AE'],
  [`https://mcp.example/${'x'.repeat(300)}`, `https://mcp.example/${'x'.repeat(180)}...`],
])('%j is told as %s', (asked, told) => {
  expect(sayableAddress(asked)).toBe(told);
});

test.each([
  'https://ada:secret@mcp.example/',
  'https://ada@mcp.example/',
  'urn:x',
  'javascript:alert(1)',
  '/mcp',
  'mcp',
  '',
  ['https://mcp.example/mcp'],
  undefined,
])('%j is not told', (asked) => {
  expect(sayableAddress(asked)).toBeUndefined();
});
