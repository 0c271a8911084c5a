/**
 * Who runs this server, as its pages show them: name, logo, colour, links, and whom to ask. Both apps have
 * pages, so both read the same variables here, once at boot. What is wrong becomes a fault, with what would
 * be right; in particular a colour is refused that somebody could not read, with the figure and the nearest
 * colour that would do.
 *
 * @module
 */
export type { Logo } from './logo/read-logo.ts';
export { fileHeaders, type PageFile, type PageFiles, pageFiles } from './page-files.ts';
export { describeOperator, type Operator, readOperator } from './read-operator.ts';
export { BRAND_VARIABLES } from './variables.ts';
