import { inflateSync } from 'node:zlib';
import { invariant } from '@artisan-ts/domain';

const woffSignature = 0x774f4646;
const woffHeaderBytes = 44;
const woffEntryBytes = 20;
const sfntHeaderBytes = 12;
const sfntEntryBytes = 16;

/**
 * A web font (WOFF 1.0) as the plain font file inside it. Done once, because the reader of fonts unpacks all outlines again for
 * every single character of a packed font.
 */
export function sfntOfWoff(woff: Buffer): Buffer {
  invariant(woff.readUInt32BE(0) === woffSignature, 'a font of the report is no WOFF file');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = woffHeaderBytes + i * woffEntryBytes;
    const [offset, packedBytes, bytes] = [4, 8, 12].map((field) =>
      woff.readUInt32BE(at + field),
    ) as [number, number, number];
    const packed = woff.subarray(offset, offset + packedBytes);
    const data = packedBytes < bytes ? inflateSync(packed) : packed;
    return { tag: woff.subarray(at, at + 4), checksum: woff.readUInt32BE(at + 16), data };
  });
  const directory = Buffer.alloc(sfntHeaderBytes + count * sfntEntryBytes);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  let offset = directory.length;
  const parts: Buffer[] = [directory];
  tables.forEach(({ tag, checksum, data }, i) => {
    const at = sfntHeaderBytes + i * sfntEntryBytes;
    tag.copy(directory, at);
    directory.writeUInt32BE(checksum, at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(data.length, at + 12);
    const padding = (4 - (data.length % 4)) % 4;
    parts.push(data, Buffer.alloc(padding));
    offset += data.length + padding;
  });
  return Buffer.concat(parts);
}
