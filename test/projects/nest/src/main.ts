import "reflect-metadata";
import { Injectable, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { createClient, pollForTask, type Task } from "./api";

@Injectable()
class TaskService {
  private readonly client = createClient({ baseUrl: process.env.BASE_URL ?? "" });

  next(): Promise<Task> {
    return this.client.send(pollForTask({ workerGroup: "etl" }));
  }
}

@Module({ providers: [TaskService] })
class AppModule {}

async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  console.log((await app.get(TaskService).next()).taskId);
  await app.close();
}

void main();
