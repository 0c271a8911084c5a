import { expect, type Locator, type Page } from '@playwright/test';

/** More than there is to stop at on any page. */
const STOPS = 40;

/**
 * Goes to an element by the Tab key alone. On the way it is always seen where the focus is: in the
 * window, not behind the bar with the buttons, with a ring (WCAG 2.2, 2.4.7 and 2.4.11).
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < STOPS; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await hiddenFocus(page), 'what has the focus and cannot be seen').toBeUndefined();
    if (await target.evaluate((wanted) => document.activeElement === wanted)) return;
  }
  throw new Error(`the Tab key does not lead to ${String(target)}`);
}

/** What has the focus without being seen to have it. */
function hiddenFocus(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    // Behind the last element the focus is at the window's own controls, and comes back.
    if (focused === null || focused === document.body) return;
    const { x, y, width, height } = focused.getBoundingClientRect();
    const at = document.elementFromPoint(x + width / 2, y + height / 2);
    const isInSight = at !== null && (focused.contains(at) || at.contains(focused));
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const hasRing = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    return isInSight && hasRing ? undefined : focused.outerHTML.slice(0, 200);
  });
}
