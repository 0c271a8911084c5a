import { median } from '../report/statistics.ts';
import { type Check, CHECKS, type Kind, KINDS } from './kinds.ts';
import type { Figure, Round, Route } from './rounds.ts';

/** One line of the table: medians over the rounds. */
export interface Line extends Figure {
  readonly name: Kind | Check;
  /** against the first of its group in the same round */
  readonly rateRatio: number;
  readonly cpuRatio: number;
  /** processor time beyond that of the first, for one, microseconds */
  readonly addedCpu: number;
}

export interface Summary {
  readonly verifications: readonly Line[];
  readonly routes: Readonly<Record<Route, readonly Line[]>>;
}

export function summarize(rounds: readonly Round[]): Summary {
  const route = (name: Route) =>
    linesOf(
      KINDS,
      rounds.map(({ routes }) => routes[name]),
    );
  return {
    verifications: linesOf(
      CHECKS,
      rounds.map(({ checks }) => checks),
    ),
    routes: { plain: route('plain'), 'tools/call': route('tools/call') },
  };
}

function linesOf<Name extends Kind | Check>(
  names: readonly [Name, ...Name[]],
  rounds: readonly Readonly<Record<Name, Figure>>[],
): Line[] {
  const [first] = names;
  return names.map((name) => {
    const over = (value: (own: Figure, other: Figure) => number) =>
      median(rounds.map((round) => value(round[name], round[first])));
    return {
      name,
      rate: over(({ rate }) => rate),
      cpu: over(({ cpu }) => cpu),
      rateRatio: over((own, other) => own.rate / other.rate),
      cpuRatio: over((own, other) => own.cpu / other.cpu),
      addedCpu: over((own, other) => own.cpu - other.cpu),
    };
  });
}
