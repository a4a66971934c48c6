/** CRC-16 of Modbus: polynomial 0xA001, start 0xFFFF. Source: MODBUS over serial line V1.02, appendix B. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
