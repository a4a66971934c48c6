/** One part of an IPv4 address. */
const partMax = 255;
/** A network of more addresses than these is not looked through: nobody waits for it. */
const hostsMax = 1022;

/**
 * The addresses that a machine can have in a network, in order: `192.168.1.0/24` has 192.168.1.1 to 192.168.1.254.
 * Empty: the text names no network, or one that is too large to be looked through.
 */
export function hostsOf(network: string): readonly string[] {
  const [, address = '', bitsText = ''] =
    /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(network) ?? [];
  const bits = Number(bitsText);
  const parts = address.split('.').map(Number);
  if (address === '' || bits > 30 || parts.some((part) => part > partMax)) return [];
  const size = 2 ** (32 - bits);
  if (size - 2 > hostsMax) return [];
  const number = parts.reduce((sum, part) => sum * 256 + part, 0);
  const first = Math.floor(number / size) * size;
  return Array.from({ length: size - 2 }, (_, at) => textOf(first + 1 + at));
}

function textOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
