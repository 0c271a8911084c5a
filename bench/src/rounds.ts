import type { Contender, Figure } from './contender.ts';
import { WORKLOADS, type WorkloadName } from './load/workload.ts';
import type { Options } from './options.ts';

/** Both servers in one round of one workload. */
export interface Round {
  readonly workload: WorkloadName;
  readonly ours: Figure;
  readonly bare: Figure;
}

/** How many codes a run takes from each server. */
export function codesNeeded({ burnIn, rounds, requests }: Options): number {
  return burnIn + rounds * requests + 1;
}

/** Asks both long enough to be warm, and sees that they give the same answers. */
export async function warmUp(ours: Contender, bare: Contender, options: Options): Promise<void> {
  await requireSameAnswers(ours, bare, 'exchange');
  await requireSameAnswers(ours, bare, 'refresh');
  for (const workload of WORKLOADS) {
    for (const contender of [ours, bare]) await contender.measure(workload, options.burnIn);
  }
}

/** Rounds of both servers in turn, so that what disturbs the machine disturbs both. */
export async function runRounds(
  ours: Contender,
  bare: Contender,
  { rounds, requests }: Options,
  onRound: (round: Round) => void,
): Promise<Round[]> {
  const results: Round[] = [];
  for (let index = 0; index < rounds; index += 1) {
    for (const workload of WORKLOADS) {
      const round = {
        workload,
        ours: await ours.measure(workload, requests),
        bare: await bare.measure(workload, requests),
      };
      results.push(round);
      onRound(round);
    }
  }
  return results;
}

/** A comparison is fair only where both did the same: same members, same claims. */
async function requireSameAnswers(ours: Contender, bare: Contender, workload: WorkloadName) {
  const [one, other] = [await ours.probe(workload), await bare.probe(workload)];
  const [a, b] = [describe(one), describe(other)];
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
