import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { clientNames, connectLines } from './commands.ts';

const URLS = [
  'http://localhost:8000/mcp',
  'https://notes.example/mcp?team=a&mode=b',
  'https://notes.example/a%20b/mcp',
  'https://notes.example/a b',
  "https://notes.example/o'brien/$(reboot)",
];

/** The words that a shell makes of a line, in place of running it. */
function wordsOf(line: string): string[] {
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

describe.each(URLS)('for %s', (url) => {
  const lines = Object.fromEntries(
    connectLines('notes', url).map(({ client, text }) => [client, text]),
  );

  test('a shell passes the address on as it is', () => {
    expect(wordsOf(lines['claude-code']!)).toEqual([
      'claude',
      'mcp',
      'add',
      '--transport',
      'http',
      'notes',
      url,
    ]);
    expect(wordsOf(lines['codex']!)).toEqual(['codex', 'mcp', 'add', 'notes', '--url', url]);
    expect(wordsOf(lines['inspector']!).at(-1)).toBe(url);
    const [code, option, json = ''] = wordsOf(lines['vs-code']!);
    expect([code, option]).toEqual(['code', '--add-mcp']);
    expect(JSON.parse(json)).toEqual({ name: 'notes', type: 'http', url });
  });

  test('what goes into a file of Cursor is JSON', () => {
    expect(JSON.parse(lines['cursor']!)).toEqual({ mcpServers: { notes: { url } } });
  });
});

test('a plain address needs no quotes', () => {
  expect(connectLines('notes', URLS[0]!)[0]?.text).toBe(
    'claude mcp add --transport http notes http://localhost:8000/mcp',
  );
});

test.each([
  [['Notes'], ['notes']],
  [['Übersicht der Größen'], ['ubersicht-der-grossen']],
  [['Notes & Files (internal)'], ['notes-files-internal']],
  [
    ['notes', 'Notes', 'NOTES'],
    ['notes', 'notes-2', 'notes-3'],
  ],
  [['ノート'], ['gatehouse']],
  [['mcp.example'], ['gatehouse']],
  [['a'.repeat(60)], ['a'.repeat(40)]],
])('servers called %j are %j for clients', (names, expected) => {
  const servers = names.map((name) => ({ name, resource: 'https://mcp.example/mcp' }));
  expect(clientNames(servers)).toEqual(expected);
});
