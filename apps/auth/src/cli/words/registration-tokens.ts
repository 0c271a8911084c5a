import type { DescribedRegistrationToken } from '../../operator/registration-tokens.ts';
import { facts, inTerminal } from './terminal.ts';

const STATES = { valid: '', expired: 'expired', used_up: 'used up' } as const;

/** Everything about a token but its value. */
export function registrationTokenInWords(token: DescribedRegistrationToken): string {
  return facts([
    ['id', inTerminal(token.id)],
    ['label', inTerminal(token.label ?? '')],
    ['uses', uses(token)],
    ['expires', token.expires_at ?? 'never'],
  ]);
}

/** A token as a line of a list. */
export function registrationTokenInOneLine(token: DescribedRegistrationToken): string {
  const { id, label, state, created_at: created, expires_at: expires } = token;
  // What was used up has no other end.
  const ends = state === 'used_up' ? '' : `expires ${expires ?? 'never'}`;
  const parts = [inTerminal(id), `made ${created.slice(0, 10)}`, uses(token), STATES[state], ends];
  return [...parts, inTerminal(label ?? '')].filter((part) => part !== '').join('  ');
}

function uses({ used, uses: most }: DescribedRegistrationToken): string {
  return `${used} of ${most ?? 'any number'} used`;
}
