/**
 * Loaded into a server (`node --import`): records a CPU profile between two `SIGUSR2` and writes it
 * to the file of recording.ts.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { profileFile } from './recording.ts';

const session = new Session();
let recordings = 0;

async function begin(): Promise<void> {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 1_000 });
  await session.post('Profiler.start');
}

async function finish(): Promise<void> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  recordings += 1;
  writeFileSync(profileFile(process.pid, recordings), JSON.stringify(profile));
}

let isRecording = false;
process.on('SIGUSR2', () => {
  isRecording = !isRecording;
  void (isRecording ? begin() : finish());
});
