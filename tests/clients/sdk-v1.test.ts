import { v1 } from '../harness/sdk/v1.ts';
import { programOf } from './sdk.ts';
import { describeClient } from './suite.ts';

describeClient(
  'sdk-v1',
  {
    firstRequest: { offlineAccess: false, prompt: undefined },
    authMethod: undefined,
    refreshScope: 'none',
    stepUp: { kind: 'signs in again', says: /insufficient_scope|403/ },
  },
  programOf(v1),
);
