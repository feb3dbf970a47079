import type * as v from 'valibot';

/**
 * One method of a contract. Arguments come from a process that may be hijacked, so they have a schema and are
 * validated at every call; results come from our own code on the trusted side and have a type only.
 */
export interface Method<Arguments extends ArgumentsSchema, Result> {
  readonly arguments: Arguments;
  /** Carries the result's type; never has a value. */
  readonly result?: Result;
}

export type ArgumentsSchema = v.GenericSchema<unknown, object>;

/** Method names to methods, and event names to payloads. */
export interface Contract {
  readonly methods: Readonly<Record<string, Method<ArgumentsSchema, unknown>>>;
  /** Carries the payload types; never has a value. */
  readonly events?: Readonly<Record<string, unknown>>;
}

/** Declares a method: `method<Result>()(argumentsSchema)`. */
export function method<Result>(): <Schema extends ArgumentsSchema>(
  schema: Schema,
) => Method<Schema, Result> {
  return (schema) => ({ arguments: schema });
}

export type MethodName<C extends Contract> = keyof C['methods'] & string;

export type ArgumentsOf<C extends Contract, Name extends MethodName<C>> = v.InferOutput<
  C['methods'][Name]['arguments']
>;

/** What a caller passes: the arguments, with arrays and objects that may be read-only. */
export type CallArguments<C extends Contract, Name extends MethodName<C>> = DeepReadonly<
  ArgumentsOf<C, Name>
>;

type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

export type ResultOf<C extends Contract, Name extends MethodName<C>> =
  C['methods'][Name] extends Method<ArgumentsSchema, infer Result> ? Result : never;

export type EventsOf<C extends Contract> = NonNullable<C['events']>;

export type EventName<C extends Contract> = keyof EventsOf<C> & string;

/** What serves a contract: one function per method. `signal` aborts when the caller cancels or goes away. */
export type Implementation<C extends Contract> = {
  readonly [Name in MethodName<C>]: (
    argument: ArgumentsOf<C, Name>,
    signal: AbortSignal,
  ) => ResultOf<C, Name> | Promise<ResultOf<C, Name>>;
};
