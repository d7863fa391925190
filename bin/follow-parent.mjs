// Loaded into every process of a group: when the starter is gone, even killed, the process is told to stop.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// Listening must not keep a process alive that has nothing else to do.
process.channel?.unref();
