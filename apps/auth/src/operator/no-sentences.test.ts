import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import { OperationError, type OperationFault } from './operation-error.ts';

/** Texts of a program, without comments and without the names of modules. */
function textsOf(source: string): string[] {
  const code = source
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/^(?:import|export)\b[^;]*\bfrom '[^']*';$/gm, '');
  return [...code.matchAll(/'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`/g)].map(
    ([, one, two, three]) => one ?? two ?? three ?? '',
  );
}

const isSentence = (text: string) => /[a-z,] [a-z]/i.test(text);

test('no operation has a sentence: a command, a page and an API word what it answers', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.'));
  expect(files.length).toBeGreaterThan(5);
  const texts = files.flatMap((name) =>
    textsOf(readFileSync(join(import.meta.dirname, name), 'utf8')),
  );
  expect(texts).toContain('unknown_client');
  expect(texts.filter(isSentence)).toEqual([]);
  expect(textsOf("throw new Error('There is no client.'); // so").some(isSentence)).toBe(true);
});

test('whoever makes an error of an operation gives a code with its facts, and nothing else', () => {
  type Given = ConstructorParameters<typeof OperationError>;
  expectTypeOf<Given[0]>().toEqualTypeOf<OperationFault>();
  expectTypeOf<Given['length']>().toEqualTypeOf<1 | 2>();
  expectTypeOf<Given[1]>().toEqualTypeOf<ErrorOptions | undefined>();
  expectTypeOf<{ code: 'unknown_client' }>().not.toExtend<OperationFault>();
  expectTypeOf<{ code: 'of_somebody_else' }>().not.toExtend<OperationFault>();
  const { message } = new OperationError({ code: 'unknown_client', clientId: 'x' });
  expect(message).toBe('unknown_client');
});
