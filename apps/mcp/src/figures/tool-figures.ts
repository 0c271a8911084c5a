import { Counter, Histogram, type Registry } from '@prometheus-io/client';

import { CALL_OUTCOMES, type ObserveCall } from '../tools/observed-calls.ts';

/** All names that are none of a tool count as this one. */
const UNKNOWN = 'unknown';

/**
 * Figures about calls of tools.
 *
 * @param tools the names of all tools
 * @returns to be told of each call
 */
export function toolFigures(registry: Registry, tools: readonly string[]): ObserveCall {
  const registers = [registry];
  const calls = new Counter({
    name: 'gatehouse_mcp_tool_calls_total',
    help: 'Calls of tools, by outcome. Names of no tool count as unknown.',
    labelNames: ['tool', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'gatehouse_mcp_tool_call_duration_seconds',
    help: 'How long calls of tools took that were not refused.',
    labelNames: ['tool'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const known = new Set(tools);
  for (const tool of known) {
    seconds.zero({ tool });
    for (const outcome of CALL_OUTCOMES) calls.inc({ tool, outcome }, 0);
  }
  calls.inc({ tool: UNKNOWN, outcome: 'failed' }, 0);
  return ({ name, outcome, ms }) => {
    const tool = known.has(name) ? name : UNKNOWN;
    calls.inc({ tool, outcome });
    if (ms !== undefined && tool !== UNKNOWN) seconds.observe({ tool }, ms / 1000);
  };
}
