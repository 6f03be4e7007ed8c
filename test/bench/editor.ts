import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A session of TypeScript's language server, with one file open. */
export interface Editor {
  /**
   * Sends a request about a place in the file.
   *
   * @param offset in characters from the start of the file.
   * @returns the body of the response.
   */
  readonly ask: (command: string, offset: number) => Promise<unknown>;
  /** Types a line at the end of the file, so that the server keeps nothing of the request before. */
  readonly type: () => void;
  readonly close: () => void;
}

/** The messages of `tsserver` that are used here. */
interface ServerResponse {
  readonly type: "response" | "event";
  readonly request_seq: number;
  readonly success: boolean;
  readonly body?: unknown;
}

/**
 * Starts the language server that editors use, and opens a file of a project.
 *
 * @param folder of the project, with its `tsconfig.json`.
 * @param text of the file.
 */
export function openEditor(folder: string, file: string, text: string): Editor {
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript"));
  const server = spawn(
    process.execPath,
    [join(typescript, "tsserver.js"), "--disableAutomaticTypingAcquisition"],
    { cwd: folder, stdio: ["pipe", "pipe", "inherit"] },
  );
  const waiting = new Map<number, (response: ServerResponse) => void>();
  readMessages(server.stdout, (response) => waiting.get(response.request_seq)?.(response));
  let sequence = 0;
  const send = (command: string, given: object): number => {
    sequence += 1;
    const request = { seq: sequence, type: "request", command, arguments: given };
    server.stdin.write(`${JSON.stringify(request)}\n`);
    return sequence;
  };
  send("open", { file, fileContent: text });
  const end = text.split("\n").length;
  return {
    ask: (command, offset) => {
      const before = text.slice(0, offset).split("\n");
      const place = { line: before.length, offset: (before.at(-1)?.length ?? 0) + 1 };
      const id = send(command, { file, ...place });
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ success, body }) => {
          waiting.delete(id);
          if (success) resolve(body);
          else reject(new Error(`The language server has no answer to ${command} in ${file}.`));
        });
      });
    },
    type: () => {
      const place = { line: end, offset: 1, endLine: end, endOffset: 1 };
      send("change", { file, ...place, insertString: "//\n" });
    },
    close: () => {
      server.stdin.end();
      server.kill();
    },
  };
}

/** Splits what the server writes into its messages, each behind a header with its length in bytes. */
function readMessages(
  output: NodeJS.ReadableStream,
  receive: (response: ServerResponse) => void,
): void {
  let rest = Buffer.alloc(0);
  output.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const start = rest.indexOf("\r\n\r\n") + 4;
      const length = Number(/^Content-Length: (\d+)/.exec(rest.toString("latin1", 0, 40))?.[1]);
      if (start < 4 || rest.length < start + length) return;
      const message = JSON.parse(rest.toString("utf8", start, start + length)) as ServerResponse;
      rest = rest.subarray(start + length);
      if (message.type === "response") receive(message);
    }
  });
}
