import "@angular/compiler";
import { Injector } from "@angular/core";
import { TaskService } from "./app/task-service";

const injector = Injector.create({ providers: [{ provide: TaskService, deps: [] }] });
injector
  .get(TaskService)
  .next()
  .then((task) => console.log(task.taskId));
