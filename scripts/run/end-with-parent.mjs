/**
 * Loaded into every process of the stack (`node --import`): ends it when the process that started
 * it is gone, however that one ended. Without it, a `kill -9` of `npm start` would leave servers
 * running that hold the ports and the data directory.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel must not keep a program alive that has nothing left to do.
process.channel?.unref();
