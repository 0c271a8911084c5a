import type { DescribedPin } from '../../operator/admission.ts';
import { inTerminal } from './terminal.ts';

/** Which organisation a name stands for. */
export function pinInWords({
  login,
  organisation_id: id,
  issuer,
  pinned_at: at,
}: DescribedPin): string {
  return `github-org:${inTerminal(login)}  ${inTerminal(id)} at ${inTerminal(issuer)}, since ${at}`;
}
