/** Where something listens. */
export interface NetAddress {
  readonly host: string;
  readonly port: number;
}

const portMax = 65_535;

/** `192.168.0.20:502`, `plc.local`, `[fe80::1]:502`; null when it is none. */
export function parseAddress(text: string, defaultPort: number): NetAddress | null {
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9A-Fa-f:.%\w]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? defaultPort : Number(digits);
  if (host === undefined || port < 1 || port > portMax) return null;
  return { host, port };
}

/** The address as a person writes it. */
export function addressText({ host, port }: NetAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
