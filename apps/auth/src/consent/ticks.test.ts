import { describe, expect, test } from 'vitest';
import type { ScopeKind } from '../protocol/resource.ts';
import type { ClientVerification } from './client-verification.ts';
import { comesTicked } from './ticks.ts';

const VERIFIED = ['operator', 'document'] as const;
const ON_THIS_COMPUTER = ['operator-unproven', 'unverified', 'document-unproven'] as const;
const UNVERIFIED_SITES = ['https-redirect', 'document-elsewhere'] as const;
const ALL: readonly ClientVerification[] = [...VERIFIED, ...ON_THIS_COMPUTER, ...UNVERIFIED_SITES];
const NEVER_ASKED = { alreadyAllowed: false, leftOutBefore: false, isStepUp: false };

const given = (kind: ScopeKind) => ({ kind, kindGiven: true });
const NOT_GIVEN = { kind: 'change', kindGiven: false } as const;

describe('asked for the first time', () => {
  test.each(ALL)('looking comes ticked for %s', (who) => {
    expect(comesTicked(given('view'), who, NEVER_ASKED)).toBe(true);
  });

  test.each([...VERIFIED, ...ON_THIS_COMPUTER])('a change comes ticked for %s', (who) => {
    expect(comesTicked(given('change'), who, NEVER_ASKED)).toBe(true);
  });

  test.each(UNVERIFIED_SITES)('a change comes unticked for %s', (who) => {
    expect(comesTicked(given('change'), who, NEVER_ASKED)).toBe(false);
  });

  test.each(ALL)('of what nobody said the kind, and what cannot be undone, for %s not', (who) => {
    expect(comesTicked(NOT_GIVEN, who, NEVER_ASKED)).toBe(false);
    expect(comesTicked(given('irreversible'), who, NEVER_ASKED)).toBe(false);
    expect(comesTicked(undefined, who, NEVER_ASKED)).toBe(false);
  });
});

describe('asked for again', () => {
  const allowed = { ...NEVER_ASKED, alreadyAllowed: true };
  const leftOut = { ...NEVER_ASKED, leftOutBefore: true };
  const stepUp = { ...NEVER_ASKED, isStepUp: true };

  test.each(ALL)('by %s, what was allowed is ticked, unless it cannot be undone', (who) => {
    expect(comesTicked(given('change'), who, allowed)).toBe(true);
    expect(comesTicked(NOT_GIVEN, who, allowed)).toBe(true);
    expect(comesTicked(given('irreversible'), who, allowed)).toBe(false);
  });

  test.each(ALL)('by %s, what was left out is not', (who) => {
    expect(comesTicked(given('view'), who, leftOut)).toBe(false);
  });

  test.each(ALL)('by %s at a step-up, all of it is', (who) => {
    for (const before of [stepUp, { ...stepUp, leftOutBefore: true }]) {
      expect(comesTicked(given('view'), who, before)).toBe(true);
      expect(comesTicked(NOT_GIVEN, who, before)).toBe(true);
      expect(comesTicked(given('irreversible'), who, before)).toBe(true);
    }
  });
});
