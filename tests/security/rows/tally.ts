import type { Answer } from '../../behaviour/actors/client.ts';
import { sayAnswer } from '../runner/words.ts';

/** Answers counted: `1 × 200 tokens, 49 × 400 invalid_grant`. */
export function tally(answers: readonly Answer[]): string {
  const counts = new Map<string, number>();
  for (const words of answers.map(sayAnswer).sort()) {
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => `${count} × ${words}`).join(', ');
}
