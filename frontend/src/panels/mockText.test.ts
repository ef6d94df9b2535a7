import { describe, expect, it } from 'vitest';
import type { PortOutputs } from '../api/types';
import { fromMockText, toMockText } from './mockText';

const TEXT: PortOutputs[] = [{ text: { kind: 'text', raw: 'KT52' } }];
const NUMBER: PortOutputs[] = [{ length: { kind: 'number', value: 4 } }];
const JSON_OUT: PortOutputs[] = [{ data: { kind: 'json', value: { a: 1 } } }];

describe('a pinned output as text', () => {
  it('is the bare text of a single text, and its bare number', () => {
    expect(toMockText(TEXT)).toEqual({ form: 'plain', text: 'KT52' });
    expect(toMockText(NUMBER)).toEqual({ form: 'plain', text: '4' });
    expect(fromMockText('AB 1', TEXT)).toEqual({
      outputs: [{ text: { kind: 'text', raw: 'AB 1' } }],
    });
    expect(fromMockText('0.5', NUMBER)).toEqual({
      outputs: [{ length: { kind: 'number', value: 0.5 } }],
    });
  });

  it('says that a number is wanted', () => {
    expect(fromMockText('many', NUMBER)).toEqual({
      fault: 'This output is a number, such as 3 or 0.25.',
    });
  });

  it('is JSON for all else, and comes back as it was', () => {
    const { form, text } = toMockText(JSON_OUT);
    expect(form).toBe('json');
    expect(fromMockText(text, JSON_OUT)).toEqual({ outputs: JSON_OUT });
    expect(fromMockText(toMockText([...TEXT, ...TEXT]).text, [...TEXT, ...TEXT])).toEqual({
      outputs: [...TEXT, ...TEXT],
    });
  });

  it('says what is wrong with the JSON', () => {
    expect(fromMockText('{', JSON_OUT)).toHaveProperty('fault');
  });
});
