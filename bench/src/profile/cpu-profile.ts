/** What V8 writes (Chrome DevTools protocol, Profiler.Profile). */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** microseconds between a sample and the one before */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** A node with its callers, innermost first, and the time spent in itself (microseconds). */
export interface Spent {
  readonly stack: readonly CallFrame[];
  readonly microseconds: number;
}

/** The time of each node by itself. */
export function timeSpent({ nodes, samples, timeDeltas }: CpuProfile): Spent[] {
  const own = new Map<number, number>();
  samples.forEach((id, index) => own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const parents = new Map<number, ProfileNode>();
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node);
  return nodes.flatMap((node) => {
    const microseconds = own.get(node.id) ?? 0;
    if (microseconds === 0) return [];
    const stack: CallFrame[] = [];
    for (let at: ProfileNode | undefined = node; at !== undefined; at = parents.get(at.id)) {
      stack.push(at.callFrame);
    }
    return [{ stack, microseconds }];
  });
}
