import { prometheusProgram } from './programs.ts';

/** Installs what is missing before any test counts its time, and once for all of them. */
export function setup(): void {
  prometheusProgram('promtool');
  prometheusProgram('prometheus');
}
