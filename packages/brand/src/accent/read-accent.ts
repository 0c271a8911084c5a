import { COLOURS, type Palette } from '@gatehouse/look';
import { quote } from '@gatehouse/environment';
import type { BrandEnvironment } from '../variables.ts';
import { accentRoles, SCHEMES, type Scheme } from './accent-roles.ts';
import { darkOf, nearestThatDoes, type Shortfall, shortfall } from './judge-accent.ts';

/**
 * The colours of pages, with the operator's accent: `#rrggbb`, or one for each scheme, `#rrggbb,#rrggbb`.
 * From one, that of the dark scheme is made.
 */
export function readAccent(environment: BrandEnvironment): Palette {
  const text = environment.text('BRAND_ACCENT')?.toLowerCase();
  if (text === undefined) return COLOURS;
  const [light, dark, ...rest] = text.split(',').map(colourIn);
  const isMisspelled = light === undefined || (text.includes(',') && dark === undefined);
  if (isMisspelled || rest.length > 0) {
    environment.faults.add(
      'BRAND_ACCENT',
      `is ${quote(text)}`,
      'It takes a colour like #15614b, or one for the light and one for the dark scheme: #15614b,#7fd3b6.',
    );
    return COLOURS;
  }
  const chosen = { light, dark: dark ?? darkOf(light) };
  for (const scheme of SCHEMES) judge(environment, chosen[scheme], scheme);
  return paletteOf(chosen);
}

/** A `#` that is not in quotes begins a comment in a .env file, so it may be left out. */
function colourIn(text: string): string | undefined {
  const [, digits] = /^#?([\da-f]{6})$/.exec(text.trim()) ?? [];
  return digits && `#${digits}`;
}

function judge(environment: BrandEnvironment, accent: string, scheme: Scheme): void {
  const missed = shortfall(accentRoles(accent, scheme), scheme);
  if (missed === undefined) return;
  environment.faults.add(
    'BRAND_ACCENT',
    `is ${accent} in the ${scheme} scheme, which cannot be read: ${inWords(missed)}`,
    `${nearestThatDoes(accent, scheme)} would do.`,
  );
}

function inWords({ colour, ground, ratio, needed }: Shortfall): string {
  return `${colour} on ${ground} has a contrast of ${figure(ratio)}, and it takes ${figure(needed)}`;
}

/** Rounded down: 4.49 is not 4.5. */
function figure(ratio: number): string {
  return `${(Math.floor(ratio * 10) / 10).toFixed(1)} : 1`;
}

/** Each role of the accent in both schemes, and all other colours as they are. */
function paletteOf(accents: Readonly<Record<Scheme, string>>): Palette {
  const light = accentRoles(accents.light, 'light');
  const dark = accentRoles(accents.dark, 'dark');
  return {
    ...COLOURS,
    accent: [light.accent, dark.accent],
    accentStrong: [light.accentStrong, dark.accentStrong],
    onAccent: [light.onAccent, dark.onAccent],
  };
}
