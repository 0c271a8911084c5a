import { v2 } from '../harness/sdk/v2.ts';
import { programOf } from './sdk.ts';
import { describeClient } from './suite.ts';

describeClient(
  'sdk-v2',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: undefined,
    refreshScope: 'none',
    stepUp: { kind: 'in place' },
  },
  programOf(v2),
);
