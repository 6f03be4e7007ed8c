import { box } from "./box.ts";
import { github } from "./github.ts";
import { kubernetes } from "./kubernetes.ts";
import { openai } from "./openai.ts";
import { stripe } from "./stripe.ts";
import type { RealApi } from "./api.ts";

export const apis: Readonly<Record<string, RealApi>> = { box, github, kubernetes, openai, stripe };
