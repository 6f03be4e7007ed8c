import type { HttpError } from "./http-error.ts";

/**
 * Any answer to a request, as a value: `status` narrows `body`. A status that the description does
 * not declare has a body that may be anything.
 *
 * @typeParam Result what a 2xx has for a body where `Answers` says nothing of 2xx.
 * @typeParam Answers bodies by status as the description has it: `404`, `4XX` or `default`.
 */
export type Exchange<Result, Answers extends object> =
  | { [Key in keyof Answers]: Received<Covered<Key, keyof Answers>, Answers[Key]> }[keyof Answers]
  | Received<Exclude<Failure, Covered<keyof Answers, keyof Answers>>, unknown>
  | SuccessBeside<Result, Covered<keyof Answers, keyof Answers>>;

/** An `HttpError` of a request, of which `status` narrows `body`. */
export type ErrorOf<Answers extends object> = ErrorOfAny<Exchange<unknown, Answers>>;

export interface Received<Status extends number, Body> {
  readonly status: Status;
  readonly headers: Headers;
  readonly body: Body;
}

type ErrorOfAny<Answer> =
  Answer extends Received<infer Status extends Failure, infer Body>
    ? HttpError & { readonly status: Status; readonly body: Body }
    : never;

/** The statuses that a key stands for: a more exact key comes before it. */
type Covered<Key, Keys> = Key extends number
  ? Key
  : Key extends `${infer First}XX`
    ? Exclude<Statuses<First>, Keys>
    : Key extends "default"
      ? Exclude<Failure, Covered<Exclude<Keys, "default">, Keys>>
      : never;

type SuccessBeside<Result, Declared> =
  Extract<Declared, Success> extends never
    ? Received<Success, Result>
    : Received<Exclude<Success, Declared>, unknown>;

/** Status 0 is what a browser makes of a redirect. */
type Failure = 0 | Statuses<"3" | "4" | "5">;
type Success = Statuses<"2">;

type Statuses<First extends string> = NumberOf<`${First}${Digit}${Digit}`>;
type NumberOf<Text> = Text extends `${infer Value extends number}` ? Value : never;
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
