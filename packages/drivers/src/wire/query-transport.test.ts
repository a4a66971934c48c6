import type { Connection } from '@artisan-ts/runtime';
import { describe, expect, it } from 'vitest';
import { queriesOnly } from '#wire/query-transport.ts';

describe('a line that takes queries alone', () => {
  it('lets questions through and nothing else, which is never sent', async () => {
    const sent: number[][] = [];
    const connection: Connection = {
      write: async (bytes) => void sent.push([...bytes]),
      onData: () => undefined,
      onClose: () => undefined,
      close: async () => undefined,
    };
    const transport = queriesOnly(
      { description: 'COM3', open: async () => connection },
      ([first]) => first === 3,
    );
    const line = await transport.open(new AbortController().signal);
    await line.write(Uint8Array.of(3, 0, 1));
    const written = line.write(Uint8Array.of(6, 0, 1));
    await expect(written).rejects.toMatchObject({ code: 'defect.invariant' });
    await expect(written).rejects.toThrow('COM3 are no query: 06 00 01');
    expect(sent).toEqual([[3, 0, 1]]);
  });
});
