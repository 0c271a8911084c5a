/** Where the operator can be asked, as a link. */
export interface Contact {
  /** `mailto:` or `https:` */
  readonly href: string;
  /** what people read: the address */
  readonly text: string;
  /** of a person, or of a desk */
  readonly name?: string;
}

/** Whoever runs this server, as its pages show them. */
export interface Brand {
  /** what they are called; without it pages carry the name of the software */
  readonly name?: string;
  /** their mark, in place of the software's */
  readonly logo?: {
    /** on this origin */
    readonly path: string;
    /** pixels at the height that it is shown in, so that nothing moves when it comes */
    readonly width: number;
  };
  /** where people get help, `https:` or `mailto:` */
  readonly support?: string;
  /** `https:` */
  readonly privacy?: string;
  /** `https:` */
  readonly terms?: string;
  /** whom people are told to ask */
  readonly contact?: Contact;
}
