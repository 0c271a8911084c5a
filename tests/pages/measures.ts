import type { Page } from '@playwright/test';

/** What of a page a person cannot see without scrolling. */
export interface Hidden {
  /** the beginning of what it says */
  readonly text: string;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Which of these are not wholly in sight: outside of the window, or behind the bar with the buttons.
 *
 * @param selector of CSS
 * @param first how many of them count, in their order; all unless told
 */
export function notInSight(page: Page, selector: string, first = Infinity): Promise<Hidden[]> {
  return page.evaluate(
    ([selected, count]) => {
      const bar = document.querySelector('.actions');
      const all = [...document.querySelectorAll(selected)].slice(0, count ?? undefined);
      if (all.length === 0) throw new Error(`nothing is ${selected}`);
      return all.flatMap((element) => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        const end =
          bar === null || bar.contains(element) || element.contains(bar)
            ? innerHeight
            : Math.min(innerHeight, edge(bar, left, right));
        if (top >= 0 && bottom <= end + 0.5 && left >= 0 && right <= innerWidth + 0.5) return [];
        const text = (element.textContent ?? '').trim().slice(0, 60);
        return [{ text, top: Math.round(top), bottom: Math.round(bottom) }];
      });

      /** Where the bar begins for what is above it, and not beside it. */
      function edge(of: Element, from: number, to: number): number {
        const rect = of.getBoundingClientRect();
        return to > rect.left && from < rect.right ? rect.top : Infinity;
      }
    },
    [selector, Number.isFinite(first) ? first : null] as const,
  );
}

/** How far the page can be scrolled sideways, in pixels. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Texts that are cut off by what they stand in. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => {
        const { overflowX, display } = getComputedStyle(element);
        // A field scrolls; an inline box has no width to overflow; some is for screen readers alone.
        const isHeard = element.classList.contains('away');
        const isBox = display !== 'inline' && element.tagName !== 'INPUT' && !isHeard;
        return isBox && overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => (element.textContent ?? '').trim().slice(0, 60)),
  );
}

/** How many columns the sheet has. */
export function columns(page: Page): Promise<number> {
  return page.evaluate(() => {
    const sheet = document.querySelector('.two');
    if (sheet === null) return 1;
    return (
      getComputedStyle(sheet)
        .gridTemplateColumns.split(' ')
        .filter((one) => one !== 'none').length || 1
    );
  });
}

/** What sticks to the window. */
export function sticking(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => ['sticky', 'fixed'].includes(getComputedStyle(element).position))
      .map((element) => element.className),
  );
}

/**
 * Goes through the page with the Tab key.
 *
 * @returns whatever had the focus while it was not wholly in sight
 */
export async function focusedOutOfSight(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (let steps = 0; steps < 200; steps += 1) {
    await page.keyboard.press('Tab');
    const state = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return undefined;
      const { top, bottom } = focused.getBoundingClientRect();
      const bar = document.querySelector('.actions');
      const isBeside = (rect: DOMRect, other: DOMRect) =>
        rect.right <= other.left || rect.left >= other.right;
      const rect = focused.getBoundingClientRect();
      const isBehind =
        bar !== null &&
        !bar.contains(focused) &&
        !isBeside(rect, bar.getBoundingClientRect()) &&
        bottom > bar.getBoundingClientRect().top + 0.5 &&
        top < bar.getBoundingClientRect().bottom;
      const isInWindow = top >= -0.5 && bottom <= innerHeight + 0.5;
      const what = focused.getAttribute('value') ?? focused.textContent ?? '';
      return { isSeen: isInWindow && !isBehind, what: `${focused.tagName} ${what.slice(0, 40)}` };
    });
    if (state === undefined) return found;
    if (!state.isSeen) found.push(state.what);
  }
  throw new Error('the Tab key leads round and round');
}
