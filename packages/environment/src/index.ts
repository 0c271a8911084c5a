/**
 * Variables of the environment, read once at boot into a configuration. Nothing stops at the first
 * mistake: what is malformed becomes a fault, a fallback stands in for it, and in the end every fault
 * is told at once, with the variable's name and what would be right. An app passes its environment
 * in; this package reads none by itself.
 *
 * @module
 */
export { formatDuration, parseDuration } from './duration.ts';
export { Environment } from './environment.ts';
export { ConfigurationError, type Fault, Faults } from './faults.ts';
export {
  defaultHosts,
  defaultPort,
  machineAddresses,
  type OperationsListening,
  readHosts,
  readOperations,
} from './listening.ts';
export { LOG_LEVELS, type LogLevel } from './log-levels.ts';
export { nearMisses, nearMissSentence } from './near-misses.ts';
export { quote } from './quote.ts';
export { unreadFile } from './unread-file.ts';
export { webAddressProblem } from './web-address.ts';
