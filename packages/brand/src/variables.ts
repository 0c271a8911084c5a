import type { Environment } from '@gatehouse/environment';

/** What both apps read for their pages. */
export const BRAND_VARIABLES = [
  'BRAND_NAME',
  'BRAND_LOGO',
  'BRAND_ACCENT',
  'SUPPORT_URL',
  'PRIVACY_URL',
  'TERMS_URL',
  'CONTACT',
] as const;

export type BrandVariable = (typeof BRAND_VARIABLES)[number];

/** What is asked of an environment, whatever else an app reads there. */
export interface BrandEnvironment extends Pick<Environment, 'faults'> {
  text(variable: BrandVariable): string | undefined;
}
