import { randomUUID } from 'node:crypto';
import { type Database, DatabaseUnavailable } from '@gatehouse/database';
import type { Registry } from '@prometheus-io/client';
import type { Config } from '../config/config.ts';
import type { Events } from '../events/events.ts';
import type { Logger } from '../events/logger.ts';
import type { ClientUse } from '../storage/client-use.ts';
import { createSealer } from '../storage/sealing.ts';
import { ClientUseWriter } from './client-use-writer.ts';
import { endingClients } from './ending-clients.ts';
import { sealBinderLog } from './seal-binder-log.ts';
import { SealBinder } from './seal-binder.ts';
import { sweepFigures } from './sweep-figures.ts';
import { Sweeper } from './sweeper.ts';

/** What jobs work with. */
export interface Working {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly registry: Registry;
  readonly clientUse: ClientUse;
  readonly events: Events;
}

/** What runs without a request. */
export function composeJobs({ config, logger, database, registry, clientUse, events }: Working) {
  const figures = sweepFigures({
    registry,
    isLeader: () => sweeper.isLeader,
    now: () => Date.now(),
  });
  const sweeper = new Sweeper({
    database,
    interval: config.database.sweepInterval,
    holder: randomUUID(),
    also: endingClients(events, config.registeredClients),
    onSwept(report) {
      figures(report);
      events.happened({ type: 'swept', ...report });
    },
    onError: (error) => logger.warn({ err: error }, 'a sweep of expired rows failed'),
  });
  const sealBinder = new SealBinder({
    database,
    sealer: createSealer(config.encryptionKeys),
    holder: randomUUID(),
    onDone: sealBinderLog(logger),
    onError: (error) => logger.warn({ err: error }, 'binding sealed values to their rows failed'),
  });
  const clientUseWriter = new ClientUseWriter({
    database,
    clientUse,
    now: () => new Date(),
    onError(error) {
      // A database that cannot answer has its own line, at a bounded rate.
      if (!(error instanceof DatabaseUnavailable))
        logger.warn({ err: error }, 'noting when clients were used failed');
    },
  });
  return [sweeper, sealBinder, clientUseWriter] as const;
}
