import { displaySentence } from '@gatehouse/display';

interface Message {
  readonly subject: string;
  readonly lines: readonly string[];
}

/**
 * A link that opens a message which is ready to be sent (RFC 6068 §2, §5). What came from outside can add
 * neither a header to it nor a line.
 *
 * @param href a `mailto:` link; what it says besides the address is left out
 */
export function messageTo(href: string, { subject, lines }: Message): string {
  const { pathname } = new URL(href);
  const body = lines.map(displaySentence).join('\r\n');
  // Not URLSearchParams: its plus sign for a space would be a plus sign.
  return `mailto:${pathname}?subject=${encodeURIComponent(displaySentence(subject))}&body=${encodeURIComponent(body)}`;
}
