/** How one of the three fares on a page that says how something ended. */
type Fate = 'plain' | 'good' | 'bad';

/** Of a line between two of them. */
type Line = 'joined' | 'good' | 'cut' | 'open';

/** A glyph, and which of the three it is about. */
type Glyph =
  | { readonly at: 'app' | 'server' | 'person'; readonly is: 'wrong' }
  | { readonly at: 'server'; readonly is: 'check' | 'clock' | 'pause' }
  | { readonly at: 'app'; readonly is: 'no' };

export interface StatusMarkProps {
  readonly app?: Fate;
  readonly server?: Fate;
  readonly person?: Fate;
  /** between app and server */
  readonly first?: Line;
  /** between server and person */
  readonly second?: Line;
  readonly glyph?: Glyph;
}

const LINES: Readonly<Record<Line, string | undefined>> = {
  joined: undefined,
  good: 'good-line',
  cut: 'cut',
  open: undefined,
};

const MIDDLE = { app: 20, server: 70, person: 120 } as const;

/** The thread lying down: whole where something worked, broken where the fault lies. Words repeat it. */
export function StatusMark(props: StatusMarkProps) {
  const { app = 'plain', server = 'plain', person = 'plain' } = props;
  const { first = 'joined', second = 'joined', glyph } = props;
  return (
    <svg class="status" viewBox="3 3 134 34" aria-hidden="true" focusable="false">
      <rect x="5" y="5" width="30" height="30" rx="8" class={classOf(app)} />
      <path d={first === 'open' ? 'M37 20h.1M53 20h.1' : 'M37 20h16'} class={LINES[first]} />
      <path d={second === 'open' ? 'M87 20h.1M103 20h.1' : 'M87 20h16'} class={LINES[second]} />
      <path d="M55 35V20a15 15 0 0 1 30 0v15Z" class={classOf(server)} />
      <circle cx="120" cy="20" r="15" class={classOf(person)} />
      {glyph !== undefined && (
        <path class={glyph.is === 'check' ? 'good-glyph' : 'glyph'} d={strokes(glyph)} />
      )}
    </svg>
  );
}

function classOf(fate: Fate): string | undefined {
  return fate === 'plain' ? undefined : fate;
}

function strokes({ at, is }: Glyph): string {
  const x = MIDDLE[at];
  switch (is) {
    case 'wrong':
      return `M${x} 14v7M${x} 26.5v.1`;
    case 'check':
      return 'M64 22l4.5 4.5 8-9';
    case 'clock':
      return 'M70 12.5V21l5.5 3.5';
    case 'pause':
      return 'M65.5 15v11M74.5 15v11';
    case 'no':
      return 'M41 16l8 8M49 16l-8 8';
  }
}
