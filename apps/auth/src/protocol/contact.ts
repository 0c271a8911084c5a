/** Where the operator can be asked, as a link. */
export interface Contact {
  /** `mailto:` or `https:` */
  readonly href: string;
  /** what people read: the address */
  readonly text: string;
}
