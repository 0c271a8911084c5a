import type { Contact, Palette } from '@gatehouse/look';
import { readAccent } from './accent/read-accent.ts';
import { contactAt, readContact } from './contact.ts';
import { readLink } from './link.ts';
import { type Logo, readLogo } from './logo/read-logo.ts';
import { nameProblem } from './name.ts';
import type { BrandEnvironment } from './variables.ts';

/** Who runs this server, as the environment says it. */
export interface Operator {
  /** absent: pages carry the name of the software */
  readonly name?: string;
  /** never without a name, which is its text for those who do not see it */
  readonly logo?: Logo;
  /** the colours of pages; without an accent of the operator's those of the software */
  readonly palette: Palette;
  /** `https:` or `mailto:`, outside production `http:` too; so with the other two, without `mailto:` */
  readonly support?: string;
  readonly privacy?: string;
  readonly terms?: string;
  /** whom people are told to ask: `CONTACT`, else where `SUPPORT_URL` leads */
  readonly contact?: Contact;
}

export interface ReadOperatorOptions {
  /** what a relative `BRAND_LOGO` is relative to */
  readonly directory: string;
  readonly production: boolean;
}

/**
 * Reads the operator's brand, and the file of the logo. What is wrong becomes a fault of the environment, and
 * is left out.
 *
 * @example
 * const operator = readOperator(environment, { directory: process.cwd(), production: true });
 */
export function readOperator(
  environment: BrandEnvironment,
  { directory, production }: ReadOperatorOptions,
): Operator {
  const name = readName(environment);
  const logo = readLogo(environment, directory);
  if (logo !== undefined && environment.text('BRAND_NAME') === undefined) {
    environment.faults.add(
      'BRAND_NAME',
      'is not set, and BRAND_LOGO is: pages would show your logo beside the name of the software',
      'Set it to the name that goes with the logo.',
    );
  }
  const support = readLink(environment, 'SUPPORT_URL', { production, mail: true });
  const privacy = readLink(environment, 'PRIVACY_URL', { production });
  const terms = readLink(environment, 'TERMS_URL', { production });
  const contact = readContact(environment) ?? (support && contactAt(support));
  return {
    ...(name !== undefined && { name }),
    ...(logo && { logo }),
    palette: readAccent(environment),
    ...(support !== undefined && { support }),
    ...(privacy !== undefined && { privacy }),
    ...(terms !== undefined && { terms }),
    ...(contact && { contact }),
  };
}

/** The same for a log or a terminal. */
export function describeOperator(operator: Operator): Record<string, unknown> {
  const { name, logo, palette, support, privacy, terms, contact } = operator;
  return {
    name,
    logo: logo && `${logo.contentType}, ${logo.body.byteLength} bytes`,
    accent: palette.accent,
    support,
    privacy,
    terms,
    contact: contact?.text,
  };
}

function readName(environment: BrandEnvironment): string | undefined {
  const name = environment.text('BRAND_NAME')?.normalize('NFC');
  const problem = name === undefined ? undefined : nameProblem(name);
  if (problem === undefined) return name;
  environment.faults.add('BRAND_NAME', problem, 'Set it to what people call you.');
  return undefined;
}
