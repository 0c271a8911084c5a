import { expect, test } from 'vitest';
import { runCommand } from './run.fixture.ts';

/** No database and no variable: whoever asks what there is has none yet. */
const typed = (...args: string[]) =>
  runCommand(args, {
    loadDatabase() {
      throw new Error('a database was asked for');
    },
  });

/** The commands that the help of one lists. */
const listed = (help: string) =>
  [...(help.split('Commands:\n')[1] ?? '').matchAll(/^ {2}([\w-]+)/gm)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'help');

test('what there is is printed where nothing is asked for, and of each noun and verb', async () => {
  const { code, stdout, stderr } = await typed();
  expect([code, stderr]).toEqual([0, '']);
  const nouns = listed(stdout);
  expect(nouns).toEqual(
    expect.arrayContaining(['clients', 'resources', 'admission', 'token', 'database', 'version']),
  );
  for (const noun of nouns) {
    const help = await typed(noun, '--help');
    expect([noun, help.code, help.stderr]).toEqual([noun, 0, '']);
    const verbs = listed(help.stdout);
    // One without verbs does something when it is typed alone.
    const alone = verbs.length === 0 ? help : await typed(noun);
    expect(alone).toEqual(help);
    for (const verb of verbs) {
      const { stdout: text, ...rest } = await typed(noun, verb, '--help');
      expect([noun, verb, rest]).toMatchObject([noun, verb, { code: 0, stderr: '' }]);
      expect(text).toMatch(new RegExp(`^Usage: gatehouse ${noun} ${verb}\\b`));
    }
  }
});

test.each([[['--version']], [['-V']], [['version']]])(
  '%j says what it was built from',
  async (args) => {
    const { code, stdout } = await typed(...args);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^gatehouse .+, built from .+, on Node v\d/),
    ]);
  },
);

test.each([
  [['clients', 'list', '--lmit', '3'], /--lmit.*\n.*--limit/],
  [['clients', 'lst'], /lst.*\n.*list/],
  [['databse'], /databse.*\n.*database/],
  [['clients', 'prune', '--idle', 'long'], /--idle.*'long'.*90s/],
  [['clients', 'list', '--limit', '0'], /--limit.*whole number/],
  [['token', '--audience', ' \n'], /--audience[^]*empty/],
  [['token', '--audience', 'x', '--subject', ''], /--subject.*empty/],
])('%j is not understood, and told what is near', async (args, words) => {
  const { code, stdout, stderr } = await typed(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(words);
});
