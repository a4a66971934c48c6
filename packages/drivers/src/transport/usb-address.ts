/** A device that is found by its numbers, and the part of it that is spoken to. */
export interface UsbAddress {
  /** What a person calls it: `Aillio Bullet R1`. */
  readonly name: string;
  readonly vendorId: number;
  readonly productIds: readonly number[];
  /** Where several of them are connected; null: whichever is there. */
  readonly serial: string | null;
  readonly configuration: number;
  readonly interface: number;
}

/** `0483:5741`, as systems show it. */
export function addressHex({ vendorId, productIds }: UsbAddress): string {
  const hex = (number: number): string => number.toString(16).padStart(4, '0');
  return productIds.map((id) => `${hex(vendorId)}:${hex(id)}`).join(' or ');
}
