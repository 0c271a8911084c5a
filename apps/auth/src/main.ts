import { run } from './process.ts';

await run(process.env);
