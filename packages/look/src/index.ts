/**
 * How the pages of this project look: those of the authorization server, of the proxy in front of a
 * provider, and of the emulated providers. Colours, one stylesheet and the paths of small signs are plain
 * data; `@gatehouse/look/components` makes HTML with them. There is no word in here: who uses it brings them.
 *
 * @module
 */
export type { Brand, Contact } from './brand.ts';
export { COLOURS, type Colour, type Palette, type Pair } from './colours.ts';
export { contrast } from './contrast.ts';
export { PART_ON, TEXT_ON } from './contrasts.ts';
export { FAVICON, GATEHOUSE } from './marks/gatehouse.ts';
export { SIGNS, type SignName } from './marks/signs.ts';
export { stylesheet } from './stylesheet.ts';
