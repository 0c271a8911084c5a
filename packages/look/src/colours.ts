/** One role of colour in the light and in the dark scheme, as `#rrggbb`. */
export type Pair = readonly [light: string, dark: string];

/**
 * Each role. Their meanings: neutral is a fact; `good` is verified or done; `care` is something to think
 * about; `danger` cannot be undone. `accent` is the operator's, for what can be pressed and nothing else,
 * so that a red brand means no danger. A word or a sign always says the same as a colour.
 */
export const COLOURS = {
  /** behind the sheet */
  page: ['#f1f3ef', '#0d1210'],
  sheet: ['#ffffff', '#151c19'],
  /** a slightly different area within the sheet */
  rail: ['#f7f9f5', '#1a2320'],
  ink: ['#18201c', '#e9f0ec'],
  muted: ['#535e58', '#a8b5ae'],
  /** thin lines without meaning */
  line: ['#dde3dc', '#2b3731'],
  /** edges of things that can be pressed (WCAG 1.4.11: 3 to 1) */
  edge: ['#7b8680', '#77877f'],
  accent: ['#15614b', '#7fd3b6'],
  accentStrong: ['#0d4636', '#a3e6d0'],
  onAccent: ['#ffffff', '#06231a'],
  good: ['#15614b', '#7fd3b6'],
  goodSoft: ['#e1f0e9', '#19352b'],
  care: ['#754700', '#efcd8e'],
  careSoft: ['#fcf1dd', '#2c2414'],
  careLine: ['#e2c384', '#614f27'],
  danger: ['#a2201a', '#ffb3ab'],
  dangerSoft: ['#fdecea', '#36191a'],
  dangerLine: ['#e9b3ae', '#713632'],
  focus: ['#1f55d6', '#a3c2ff'],
} as const satisfies Record<string, Pair>;

/** A role of colour. */
export type Colour = keyof typeof COLOURS;

/** A colour for each role. */
export type Palette = Readonly<Record<Colour, Pair>>;
