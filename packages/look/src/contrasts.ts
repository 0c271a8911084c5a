import type { Colour } from './colours.ts';

/** Text, and what it stands on (WCAG 1.4.3: 4.5 to 1). */
export const TEXT_ON: readonly (readonly [text: Colour, ground: Colour])[] = [
  ['ink', 'page'],
  ['ink', 'sheet'],
  ['ink', 'rail'],
  ['muted', 'page'],
  ['muted', 'sheet'],
  ['muted', 'rail'],
  ['accent', 'page'],
  ['accent', 'sheet'],
  ['accent', 'rail'],
  ['accent', 'careSoft'],
  ['accentStrong', 'page'],
  ['accentStrong', 'sheet'],
  ['accentStrong', 'rail'],
  ['accentStrong', 'careSoft'],
  ['onAccent', 'accent'],
  ['onAccent', 'accentStrong'],
  ['good', 'sheet'],
  ['good', 'goodSoft'],
  ['ink', 'goodSoft'],
  ['care', 'sheet'],
  ['care', 'careSoft'],
  ['ink', 'careSoft'],
  ['danger', 'sheet'],
  ['danger', 'rail'],
  ['danger', 'dangerSoft'],
];

/** Parts that have to be seen, and what is around them (WCAG 1.4.11: 3 to 1). */
export const PART_ON: readonly (readonly [part: Colour, ground: Colour])[] = [
  ['edge', 'sheet'],
  ['edge', 'rail'],
  ['accent', 'sheet'],
  ['good', 'sheet'],
  ['care', 'sheet'],
  ['danger', 'sheet'],
  ['focus', 'page'],
  ['focus', 'sheet'],
  ['focus', 'rail'],
  ['focus', 'careSoft'],
];
