import { ToldLately } from './told-lately.ts';

interface Log {
  warn(figures: object, sentence: string): void;
}

/**
 * The same log, for what a stranger can bring about again and again: each sentence has ten lines a minute for
 * each address.
 *
 * @param address of the request that is being served
 */
export function boundedLines(
  log: Log,
  address: () => string | undefined,
  lately = new ToldLately({ now: () => Date.now() }),
): Log {
  return {
    warn(figures, sentence) {
      if (lately.isFew(sentence, address())) log.warn(figures, sentence);
    },
  };
}
