import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alogText, testIds } from '#alog/alog-under-test.ts';
import { maxFileBytes } from '#python/limits.ts';
import { readRoastFile } from '#roast-file.ts';

function read(content: string | Uint8Array): ReturnType<typeof readRoastFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readRoastFile(bytes, 'my.alog', testIds);
}

function message(content: string | Uint8Array): string {
  const result = read(content);
  return result.ok ? 'accepted' : result.message;
}

describe('readRoastFile', () => {
  it('reads a roast log, with byte-order mark, blanks and line ends or without', () => {
    for (const text of [alogText(), `\ufeff${alogText()}`, ` \r\n${alogText()}\r\n`]) {
      expect(read(text)).toMatchObject({ ok: true, value: { format: 'alog', lost: [] } });
    }
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'the file is empty'],
    ['blanks', ' \n', 'the file holds nothing but blanks'],
    [
      'a web page',
      '<!DOCTYPE html>',
      'it is a web page or XML, and an Artisan roast log (.alog) is expected',
    ],
    [
      'JSON',
      '{"mode": "C", "viewerMode": false}',
      'it is JSON, and an Artisan roast log (.alog) is expected',
    ],
    ['a list', '[1]', 'it does not begin with "{", and an Artisan roast log (.alog) is expected'],
    [
      'a picture',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0),
      'it is binary, and an Artisan roast log (.alog) is expected',
    ],
    [
      'Latin-1',
      Uint8Array.of(0x7b, 0xe9, 0x7d),
      'byte 1 is not UTF-8, and an Artisan roast log (.alog) is expected',
    ],
    ['a set', '{1}', 'a roast log is one Python dict, this is another value'],
    [
      'half a file',
      alogText().slice(0, 50),
      `line 1, column 45: found "'01234", expected a string that is closed on its line`,
    ],
  ])('refuses %s in one sentence that names the file', (_, content, reason) => {
    expect(message(content)).toBe(`cannot read "my.alog": ${reason}`);
  });

  it('names the file that it cannot read, where it has a name', () => {
    const noise = Uint8Array.of(0, 1, 2);
    const said = (name: string) => {
      const read = readRoastFile(noise, name, testIds);
      return read.ok ? '' : read.message;
    };
    expect(said('a.alog')).toMatch(/^cannot read "a\.alog": /);
    expect(said('')).toMatch(/^cannot read the file: /);
  });

  it('refuses a file of more than 64 MB unread', () => {
    expect(message(new Uint8Array(maxFileBytes + 1))).toMatch(/: 64000001 bytes are more than/);
  });

  it('never throws on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(read(bytes).ok).toBe(false);
        expect(read(Uint8Array.from([0x7b, ...bytes])).ok).toBe(false);
      }),
    );
  });

  it('reads or refuses a roast log in which anything was changed', () => {
    const text = alogText({
      specialevents: [1n, 2n],
      specialeventstype: [3n, 4n],
      extratemp1: [[1, 2]],
      extratimex: [[1, 2]],
      weight: [1, 1, 'Kg'],
      roastepoch: 1n,
    });
    const piece = fc.constantFrom(
      ...'[]{}(),:-1.0e\'"\\ NaL_#'.split(''),
      'None',
      '1e400',
      '[[',
      "''",
      '(1,)',
      '9'.repeat(400),
      '{}',
    );
    const edit = fc.record({ at: fc.nat(text.length), gone: fc.nat(6), piece });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const changed = edits.reduce(
          (all, { at, gone, piece: put }) => all.slice(0, at) + put + all.slice(at + gone),
          text,
        );
        const result = read(changed);
        if (!result.ok) expect(result.message).toMatch(/^cannot read "my\.alog": \S/);
      }),
      { numRuns: 3000 },
    );
  });
});
