/** Whoever runs this server, as its pages show them. */
export interface Brand {
  /** what they are called; without it pages carry the name of the software */
  readonly name?: string;
  /** their mark, in place of the software's */
  readonly logo?: {
    /** on this origin */
    readonly path: string;
  };
  /** where people get help, `https:` or `mailto:` */
  readonly support?: string;
  /** `https:` */
  readonly privacy?: string;
  /** `https:` */
  readonly terms?: string;
}
