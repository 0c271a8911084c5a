import { terminalText } from '@gatehouse/display';

/** A value inside a fault: on one line, not endless, and with nothing in it that is not seen. */
export function quote(value: string): string {
  return terminalText(JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value));
}
