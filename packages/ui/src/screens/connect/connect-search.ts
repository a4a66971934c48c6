/** What the address of the screen says: nothing for a new machine; a machine that gets another device; a device to change. */
export interface ConnectSearch {
  readonly machine?: string;
  readonly device?: string;
}

/** Reads the address; what makes no sense there is left out. */
export function connectSearch(given: Readonly<Record<string, unknown>>): ConnectSearch {
  const { machine, device } = given;
  if (typeof machine !== 'string') return {};
  return typeof device === 'string' ? { machine, device } : { machine };
}
