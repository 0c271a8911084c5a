import { refuseOldNode } from '@gatehouse/environment/node-version';

refuseOldNode();
// Afterwards, since an old Node may fail to load what there is to load.
const { run } = await import('./process.ts');
await run(process.env);
