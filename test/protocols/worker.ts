import { judge } from "./run.ts";
import { readCases } from "./vectors.ts";

// Judges all vectors with packages in the folder that the first argument names.
const [, , directory = ""] = process.argv;
process.send?.(await judge(readCases(), directory), () => {
  process.disconnect();
});
