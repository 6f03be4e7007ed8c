import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** Files are read into it one behind the other, so that thousands of small ones take one digest. */
const buffer = Buffer.allocUnsafeSlow(2 ** 18);

/** One digest of many files: of the bytes and the length of each, in their order. */
export class FilesDigest {
  /** Whose bytes are in the buffer. */
  static #owner: FilesDigest | undefined;
  readonly #hash = createHash("sha256");
  readonly #lengths: number[] = [];
  #filled = 0;

  /** How many files were added. */
  get count(): number {
    return this.#lengths.length;
  }

  /**
   * Adds what is in a file.
   *
   * @throws Error where it cannot be read.
   */
  addFile(path: string): void {
    this.#takeBuffer();
    const descriptor = openSync(path, "r");
    let length = 0;
    try {
      for (;;) {
        const room = buffer.length - this.#filled;
        const read = readSync(descriptor, buffer, this.#filled, room, null);
        length += read;
        this.#filled += read;
        // A file is at its end where less was read than there is room for.
        if (read < room) break;
        this.#flush();
      }
    } finally {
      closeSync(descriptor);
    }
    this.#lengths.push(length);
  }

  /** Adds a text as a file in UTF-8 would hold it. */
  addText(text: string): void {
    this.#takeBuffer();
    // A character takes three bytes at most.
    const longest = 3 * text.length;
    if (longest > buffer.length - this.#filled) this.#flush();
    if (longest > buffer.length) {
      this.#hash.update(text, "utf8");
      this.#lengths.push(Buffer.byteLength(text));
    } else {
      const length = buffer.write(text, this.#filled, "utf8");
      this.#filled += length;
      this.#lengths.push(length);
    }
  }

  /** Returns the digest; nothing can be added afterwards. */
  end(): string {
    this.#flush();
    if (FilesDigest.#owner === this) FilesDigest.#owner = undefined;
    return this.#hash.update(JSON.stringify(this.#lengths)).digest("hex").slice(0, 32);
  }

  #takeBuffer(): void {
    const owner = FilesDigest.#owner;
    if (owner && owner !== this) owner.#flush();
    FilesDigest.#owner = this;
  }

  #flush(): void {
    this.#hash.update(buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
