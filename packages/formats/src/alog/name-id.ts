/** Longest id of a channel or lever. */
const maxLength = 40;

/**
 * An id made from a name a person gave (`Fan RPM` becomes `fanRpm`); `fallback` when the name has no ASCII
 * letter to begin with or its id is taken.
 */
export function idFromName(name: string, fallback: string, taken: ReadonlySet<string>): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const id = words.map(camelCase).join('').slice(0, maxLength);
  if (/^[a-z]/.test(id) && !taken.has(id)) return id;
  let free = fallback;
  while (taken.has(free)) free = `${free}x`;
  return free;
}

function camelCase(word: string, position: number): string {
  const lower = word.toLowerCase();
  return position === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
}
