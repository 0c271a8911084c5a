import { COLOURS, type Colour, contrast, PART_ON, TEXT_ON } from '@gatehouse/look';
import {
  type AccentRoles,
  accentRoles,
  lch,
  SCHEMES,
  type Scheme,
  withLightness,
} from './accent-roles.ts';

/** A pair that cannot be told apart, or not be read. */
export interface Shortfall {
  /** `#rrggbb` each */
  readonly colour: string;
  readonly ground: string;
  /** to 1 (WCAG 2.2) */
  readonly ratio: number;
  readonly needed: number;
}

const NEEDED = [
  ...TEXT_ON.map((pair) => ({ pair, needed: 4.5 })),
  ...PART_ON.map((pair) => ({ pair, needed: 3 })),
].filter(({ pair }) => pair.some((name) => isOfAccent(name)));

function isOfAccent(name: Colour): name is keyof AccentRoles {
  return name === 'accent' || name === 'accentStrong' || name === 'onAccent';
}

/** Of all pairs that pages have with these colours, the one that misses its contrast by most. */
export function shortfall(roles: AccentRoles, scheme: Scheme): Shortfall | undefined {
  const at = SCHEMES.indexOf(scheme) as 0 | 1;
  const of = (name: Colour) => (isOfAccent(name) ? roles[name] : COLOURS[name][at]);
  return NEEDED.map(({ pair: [one, other], needed }) => {
    const [colour, ground] = [of(one), of(other)];
    return { colour, ground, ratio: contrast(colour, ground), needed };
  })
    .filter(({ ratio, needed }) => ratio < needed)
    .sort((a, b) => a.ratio / a.needed - b.ratio / b.needed)[0];
}

/**
 * The colour nearest in lightness with which everything can be read: darker in the light scheme, lighter in
 * the dark one.
 */
export function nearestThatDoes(accent: string, scheme: Scheme): string {
  const colour = lch(accent);
  const step = scheme === 'light' ? -0.002 : 0.002;
  for (let steps = 0; steps <= 500; steps += 1) {
    const candidate = withLightness(colour, colour.l + steps * step);
    if (shortfall(accentRoles(candidate, scheme), scheme) === undefined) return candidate;
  }
  // Black and white do, whatever the colour was.
  return scheme === 'light' ? '#000000' : '#ffffff';
}

/** The most colour that is not glaring on a dark ground. */
const DARK_CHROMA = 0.13;

/** The same colour for the dark scheme. */
export function darkOf(accent: string): string {
  const colour = lch(accent);
  const muted = { ...colour, c: Math.min(colour.c, DARK_CHROMA) };
  return nearestThatDoes(withLightness(muted, 0.8), 'dark');
}
