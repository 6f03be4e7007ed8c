// Loaded into every Node process that the bench starts (NODE_OPTIONS, which their children inherit):
// writes what the process used, threads included, as it ends.
const { appendFileSync, readFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const file = process.env["BENCH_USAGE"];
if (file && isMainThread) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, kibibytes: peak() ?? maxRSS };
    appendFileSync(file, `${JSON.stringify(usage)}\n`);
  });
}

/** On Linux a process starts with the maxRSS of the one that started it; VmHWM is its own. */
function peak() {
  if (process.platform !== "linux") return undefined;
  const [, kibibytes] =
    /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return kibibytes === undefined ? undefined : Number(kibibytes);
}
