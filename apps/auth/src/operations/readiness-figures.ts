import { Gauge, type Registry } from '@prometheus-io/client';

/** What readiness consists of; one that cannot be answered is left out. */
export interface Checks {
  /** signing keys are loaded, and the server is not shutting down */
  readonly serving: boolean;
  /** the database has room for what requests write */
  readonly room: boolean;
  /** it answers, and commits writes */
  readonly database: boolean;
  /** none is pending */
  readonly migrations?: boolean;
}

/**
 * Tells by figures what `/readyz` says at that moment.
 *
 * @param checksNow waits for the database no longer than a probe does, and never fails
 */
export function tellReadiness(registry: Registry, checksNow: () => Promise<Checks>): void {
  const gauge = new Gauge({
    name: 'gatehouse_ready',
    help: 'Whether each of the checks of /readyz holds. `migrations` is left out while the database cannot be asked.',
    labelNames: ['check'],
    registers: [],
    async collect() {
      const checks = await checksNow();
      this.reset();
      for (const [check, holds] of Object.entries(checks)) this.set({ check }, holds ? 1 : 0);
    },
  });
  registry.registerMetric(gauge);
}
