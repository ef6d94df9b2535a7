import { describe, expect, it } from 'vitest';
import { clock, peaksOf } from './peaks';

describe('a waveform', () => {
  it('shows the loudest of each stretch', () => {
    expect(peaksOf(new Float32Array([0, 0.25, -0.5, 0.1]), 2)).toEqual([0.5, 1]);
  });
  it('has no more bars than samples, and silence is flat', () => {
    expect(peaksOf(new Float32Array([0, 0]), 8)).toEqual([0, 0]);
    expect(peaksOf(new Float32Array(), 8)).toEqual([]);
  });
  it('tells the time', () => {
    expect(clock(75.4)).toBe('1:15');
    expect(clock(0)).toBe('0:00');
  });
});
