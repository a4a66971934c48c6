declare const brand: unique symbol;

/** A primitive that carries a meaning: a `Celsius` is a number, a number is not a `Celsius`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
