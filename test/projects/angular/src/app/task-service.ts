import { Injectable } from "@angular/core";
import { createClient, pollForTask, type Task } from "./api";

@Injectable({ providedIn: "root" })
export class TaskService {
  readonly #client = createClient({ baseUrl: process.env["BASE_URL"] ?? "" });

  next(): Promise<Task> {
    return this.#client.send(pollForTask({ workerGroup: "etl" }));
  }
}
