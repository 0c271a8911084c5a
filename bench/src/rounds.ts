import type { Contender, Figure } from './contender.ts';
import { ASKED_TOKENS, WEIGHTS, type WorkloadName } from './load/workload.ts';
import type { Options } from './options.ts';

/** Both servers in one round of one workload. */
export interface Round {
  readonly workload: WorkloadName;
  readonly ours: Figure;
  readonly other: Figure;
}

/** How many codes a run takes from each server. */
export function codesNeeded(options: Options): number {
  const { rounds, requests, workloads } = options;
  const measured = workloads.includes('exchange') ? rounds * requests : 0;
  return 1 + exchangesFirst(options) + measured;
}

/** A refresh takes what exchanges gave, in turn; introspection asks about a few. */
function exchangesFirst({ workloads, burnIn }: Options): number {
  return workloads.includes('exchange') || workloads.includes('refresh') ? burnIn : ASKED_TOKENS;
}

/** Asks both long enough to be warm, and sees that they give the same answers. */
export async function warmUp(ours: Contender, other: Contender, options: Options): Promise<void> {
  await requireSameAnswers(ours, other, 'exchange');
  await requireSameAnswers(ours, other, 'refresh');
  for (const workload of new Set<WorkloadName>(['exchange', ...options.workloads])) {
    const requests = workload === 'exchange' ? exchangesFirst(options) : options.burnIn;
    for (const contender of [ours, other]) await contender.measure(workload, requests);
  }
}

/**
 * Rounds of both servers in turn, so that what disturbs the machine disturbs both. Each begins with
 * the other one, so that neither is always the one after a pause.
 */
export async function runRounds(
  ours: Contender,
  other: Contender,
  { rounds, requests, workloads }: Options,
  onRound: (round: Round) => void,
): Promise<Round[]> {
  const results: Round[] = [];
  for (let index = 0; index < rounds; index += 1) {
    for (const workload of workloads) {
      const count = requests * WEIGHTS[workload];
      const otherFirst = index % 2 === 1 ? await other.measure(workload, count) : undefined;
      const its = await ours.measure(workload, count);
      const round = {
        workload,
        ours: its,
        other: otherFirst ?? (await other.measure(workload, count)),
      };
      results.push(round);
      onRound(round);
    }
  }
  return results;
}

/** A comparison is fair only where both did the same: same members, same claims. */
async function requireSameAnswers(ours: Contender, other: Contender, workload: WorkloadName) {
  const [a, b] = [describe(await ours.probe(workload)), describe(await other.probe(workload))];
  if (a !== b) throw new Error(`the answers differ: ${a} and ${b}`);
}

function describe(answer: Record<string, unknown>): string {
  const [header, claims] = String(answer.access_token)
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object);
  return JSON.stringify({
    members: Object.keys(answer).sort(),
    scope: answer.scope,
    expiresIn: answer.expires_in,
    header: { ...header, kid: undefined },
    claims: Object.keys(claims ?? {}).sort(),
  });
}
