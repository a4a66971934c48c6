const bytesPerNumber = 8;

/** Numbers as little-endian doubles, bit for bit. */
export function packNumbers(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * bytesPerNumber));
  for (const [index, number] of numbers.entries()) {
    view.setFloat64(index * bytesPerNumber, number, true);
  }
  return new Uint8Array(view.buffer);
}

/** The numbers of {@link packNumbers}. */
export function unpackNumbers(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / bytesPerNumber }, (_, index) =>
    view.getFloat64(index * bytesPerNumber, true),
  );
}
