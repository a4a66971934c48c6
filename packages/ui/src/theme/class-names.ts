/** Joins the classes of a CSS module by name; what is false, null or empty is left out. */
export type ClassNames = (...names: readonly (string | false | null | undefined)[]) => string;

/** Makes the joiner for one CSS module. A name that the module does not have is dropped. */
export function classNames(styles: Readonly<Record<string, string>>): ClassNames {
  return (...names) =>
    names
      .flatMap((name) => (name ? [styles[name] ?? ''] : []))
      .filter((name) => name !== '')
      .join(' ');
}
