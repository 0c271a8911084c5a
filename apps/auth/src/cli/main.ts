import { refuseOldNode } from '@gatehouse/environment/node-version';

refuseOldNode();
// Afterwards, since an old Node may fail to load what there is to load.
const { runCommandLine } = await import('./process.ts');
await runCommandLine(process.env);
