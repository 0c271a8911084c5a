/**
 * What the emulators of development (`packages/emulators`) call the clients that they know. Anybody can be
 * anyone there; a provider of one's own that runs on this machine is none of them, and has real people.
 */
const EMULATED_CLIENT = /^gatehouse-emulated-/;

/** Whether a login is at an emulator. It is on this machine, which production refuses. */
export function isEmulated(settings: {
  readonly emulated: boolean;
  readonly clientId?: unknown;
}): boolean {
  const { emulated: isOnThisMachine, clientId } = settings;
  return isOnThisMachine && typeof clientId === 'string' && EMULATED_CLIENT.test(clientId);
}
