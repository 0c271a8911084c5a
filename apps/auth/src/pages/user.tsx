import { displayName } from '@gatehouse/display';

/** The user, as the upstream provider describes them. */
export interface ShownUser {
  readonly name?: string | undefined;
  readonly username?: string | undefined;
  readonly email?: string | undefined;
}

/** The name that pages show for a user, where there is one. */
export function userName({ name, username, email }: ShownUser): string | undefined {
  return [name, username, email].map((text) => displayName(text, '')).find(Boolean);
}
