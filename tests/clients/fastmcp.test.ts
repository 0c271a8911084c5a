import { pythonProgram } from './python.ts';
import { describeClient } from './suite.ts';

describeClient(
  'fastmcp',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: 'none',
    refreshScope: 'none',
    stepUp: { kind: 'in place' },
  },
  pythonProgram('fastmcp'),
);
