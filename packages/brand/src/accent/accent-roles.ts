import { COLOURS, contrast } from '@gatehouse/look';
import type { Oklch } from 'culori';
// The parts alone: all of its colour spaces would double the size of what starts.
import {
  clampChroma,
  formatHex,
  modeLrgb,
  modeOklab,
  modeOklch,
  modeRgb,
  useMode,
} from 'culori/fn';

/** The roles that follow from one colour, in one scheme. */
export interface AccentRoles {
  readonly accent: string;
  /** under the pointer */
  readonly accentStrong: string;
  /** text on either */
  readonly onAccent: string;
}

/** As in a pair of colours: light, dark. */
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

// The way from one to the other leads through the two between them.
useMode(modeRgb);
useMode(modeLrgb);
useMode(modeOklab);
const toOklch = useMode(modeOklch);

/** A colour in OKLCH, in which lightness can change while a person goes on calling it the same colour. */
export function lch(hex: string): Oklch {
  const { l, c, h = 0 } = toOklch(hex) ?? { l: 0, c: 0 };
  return { mode: 'oklch', l, c, h };
}

/** The colour of that lightness that screens have, as `#rrggbb`. */
export function withLightness(colour: Oklch, l: number): string {
  return formatHex(clampChroma({ ...colour, l: Math.min(1, Math.max(0, l)) }, 'oklch', 'rgb'));
}

/** What goes with an accent: it is pressed in a stronger tone, and has text on it that can be read. */
export function accentRoles(accent: string, scheme: Scheme): AccentRoles {
  const colour = lch(accent);
  const accentStrong = withLightness(colour, stronger(colour.l, scheme));
  return { accent, accentStrong, onAccent: textOn([accent, accentStrong], colour) };
}

/** Further from what it stands on; where there is no further, nearer. */
function stronger(l: number, scheme: Scheme): number {
  if (scheme === 'light') return l < 0.2 ? l + 0.2 : l - 0.09;
  return l > 0.93 ? l - 0.08 : l + 0.06;
}

/** White or nearly black, whichever is read better on both. */
function textOn(grounds: readonly string[], colour: Oklch): string {
  const least = (text: string) => Math.min(...grounds.map((ground) => contrast(text, ground)));
  const dark = withLightness({ ...colour, c: Math.min(colour.c, 0.04) }, 0.23);
  const [white] = COLOURS.sheet;
  return least(white) >= least(dark) ? white : dark;
}
