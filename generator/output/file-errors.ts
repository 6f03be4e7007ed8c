import { UnusableError } from "../diagnostics/problem.ts";

// Errors of the file system: what a person can do about each.

/** Says what to do about an error of the file system. */
export async function withAdvice<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = codeOf(error);
    if (code === "") throw error;
    throw new UnusableError(`${folder} ${advice(code)}`, { cause: error });
  }
}

function advice(code: string): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "may not be read or written. Change its permissions, or choose another with --output.";
    case "EBUSY":
      return "has a file that another program holds. Close that program, then run again.";
    case "EDQUOT":
    case "EFBIG":
    case "ENOSPC":
      return "has no room for the files. Free some space, then run again.";
    case "EEXIST":
    case "ENOTDIR":
      return "cannot be a folder. Choose another with --output.";
    case "ENAMETOOLONG":
      return "makes paths that are too long. Choose a shorter one with --output.";
    case "ENOENT":
      return "was changed by another program meanwhile. Run again.";
    default:
      return `could not be read or written (${code}).`;
  }
}

/** The code of an error of the operating system; empty for any other error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "syscall" in error && "code" in error ? String(error.code) : "";
}

export function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Whatever stays behind is cleared by the next run.
  }
}
