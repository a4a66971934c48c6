import { namedLevers } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { actionOf, leverKeys, quickText, quickValue } from '#keyboard/key-map.ts';

const press = (key: string, change = {}) =>
  actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...change });

describe('actionOf', () => {
  it('presses the emphasised event with Space', () => {
    expect(press(' ')).toEqual({ do: 'press' });
  });

  it('moves the emphasis and steps the lever with the arrows', () => {
    expect(press('ArrowLeft')).toEqual({ do: 'emphasis', step: -1 });
    expect(press('ArrowUp')).toEqual({ do: 'lever', step: 1 });
  });

  it('undoes with Ctrl+Z and with the Mac key', () => {
    expect(press('z', { ctrlKey: true })).toEqual({ do: 'undo' });
    expect(press('z', { metaKey: true })).toEqual({ do: 'undo' });
    expect(press('z')).toBeNull();
  });

  it('leaves all other combinations to the browser', () => {
    expect(press('r', { ctrlKey: true })).toBeNull();
    expect(press('f', { metaKey: true })).toBeNull();
    expect(press(' ', { altKey: true })).toBeNull();
  });

  it('has a key for every named lever', () => {
    expect(Object.values(leverKeys).toSorted()).toEqual([...namedLevers].toSorted());
    expect(press('R')).toEqual({ do: 'quick', lever: 'burner' });
  });
});

describe('the quick entry', () => {
  const typed = (keys: string) => [...keys].reduce((text, key) => quickText(text, key) ?? text, '');

  it('takes digits and one decimal mark, comma or point', () => {
    expect(typed('3,2')).toBe('3.2');
    expect(typed('1.2.3')).toBe('1.23');
    expect(quickText('12', 'Backspace')).toBe('1');
  });

  it('leaves every other key alone', () => {
    expect(quickText('1', 'b')).toBeNull();
    expect(quickText('1', ' ')).toBeNull();
    expect(quickText('1', '-')).toBeNull();
    expect(quickText('1234567', '8')).toBeNull();
  });

  it('is no value until there is a digit', () => {
    expect([
      quickValue(''),
      quickValue('-'),
      quickValue('.'),
      quickValue('0'),
      quickValue('-3.5'),
    ]).toEqual([null, null, null, 0, -3.5]);
  });
});
