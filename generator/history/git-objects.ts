import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { gitEnvironment } from "./git.ts";

/**
 * Reads blobs of a repository by one process, `git cat-file --batch`, which starts with the first. One
 * read at a time.
 */
export class GitObjects {
  readonly #folder: string;
  #child: ChildProcessWithoutNullStreams | undefined;
  #chunks: AsyncIterator<Buffer> | undefined;
  /** Bytes that have been read and not yet used. */
  #rest: Buffer = Buffer.alloc(0);

  /** @param folder any folder of the repository. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Reads a blob.
   *
   * @param name as git takes it: `COMMIT:path/from/the/top`.
   * @returns its content; its size in bytes where that is more than `maxBytes`, and then nothing of it
   *   is read; `undefined` where there is none, or git fails.
   */
  async read(name: string, maxBytes: number): Promise<Uint8Array | number | undefined> {
    // A line end would end the name, and a NUL is in no path.
    if (/[\n\0]/.test(name)) return undefined;
    this.#start().stdin.write(`${name}\n`);
    // `HASH TYPE SIZE`, or the name and why there is none.
    const header = await this.#readLine(name.length * 4 + 100);
    const [, type, digits] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header ?? "") ?? [];
    if (header === undefined) this.close();
    if (type === undefined) return undefined;
    const size = Number(digits);
    if (type !== "blob" || size > maxBytes) {
      // The rest of the output is of no use.
      this.close();
      return type === "blob" ? size : undefined;
    }
    const content = await this.#readBytes(size);
    const end = await this.#readBytes(1);
    if (!end) this.close();
    return end && content;
  }

  /** Ends the process. */
  close(): void {
    this.#child?.kill();
    this.#child = undefined;
    this.#chunks = undefined;
    this.#rest = Buffer.alloc(0);
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child;
    const child = spawn("git", ["cat-file", "--batch"], {
      cwd: this.#folder,
      env: gitEnvironment(),
      stdio: "pipe",
    });
    // Without git, or when it ends, the output ends too, and the reader reports that.
    child.on("error", () => undefined);
    child.stdin.on("error", () => undefined);
    child.stderr.resume();
    this.#child = child;
    this.#chunks = (child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    return child;
  }

  async #readLine(maxLength: number): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf("\n");
      if (end >= 0) {
        const line = this.#rest.toString("utf8", 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      const chunk = this.#rest.length > maxLength ? undefined : await this.#nextChunk();
      if (!chunk) return undefined;
      this.#rest = Buffer.concat([this.#rest, chunk]);
    }
  }

  async #readBytes(size: number): Promise<Buffer | undefined> {
    const parts = [this.#rest];
    let length = this.#rest.length;
    while (length < size) {
      const chunk = await this.#nextChunk();
      if (!chunk) return undefined;
      parts.push(chunk);
      length += chunk.length;
    }
    const all = Buffer.concat(parts);
    this.#rest = all.subarray(size);
    return all.subarray(0, size);
  }

  async #nextChunk(): Promise<Buffer | undefined> {
    const next = await this.#chunks?.next().catch(() => undefined);
    return next?.done === false ? next.value : undefined;
  }
}
