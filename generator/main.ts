#!/usr/bin/env node
// Nothing is imported statically: an older Node could not resolve it, and would print a stack
// before this file had a word.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `openapi-actions needs Node.js 20.19 or later, and this is ${process.versions.node}. ` +
      "Update Node.js (https://nodejs.org), then run again.\n",
  );
  process.exitCode = 2;
} else {
  void import("./cli/process.ts").then(({ runProcess }) => runProcess(process));
}
