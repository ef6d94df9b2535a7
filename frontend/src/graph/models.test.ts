import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../api/types';
import { findModel, refTo, versionNumber } from './models';

function card(user: string, app: string, ...numbers: number[]): ModelCard {
  return {
    user,
    app,
    id: 'plates',
    title: 'Plates',
    task: 'detect',
    description: '',
    licence: '',
    source: '',
    bytes: null,
    labels: [],
    metrics: {},
    imported: false,
    opset: null,
    versions: numbers.map((number) => ({ id: `${user}-${number}`, number, created_at: '' })),
  };
}

const shared = card('weft', 'models', 2, 1);
const own = card('ada', 'parking', 1);
const at = { user: 'ada', app: 'parking' };

describe('a model reference', () => {
  it('means the own model before the shared one of the same name', () => {
    expect(findModel([shared, own], { id: 'plates' }, at)).toBe(own);
    expect(findModel([shared], { id: 'plates' }, at)).toBe(shared);
  });

  it('means the model at its address when it has one', () => {
    expect(findModel([shared, own], { id: 'plates', user: 'weft', app: 'models' }, at)).toBe(
      shared,
    );
  });

  it('never means a model of another app', () => {
    expect(findModel([card('bob', 'gate', 1)], { id: 'plates' }, at)).toBeUndefined();
  });

  it('names a shared model by its id alone', () => {
    expect(refTo([shared], shared)).toEqual({ id: 'plates' });
    expect(refTo([shared], shared, 'weft-1')).toEqual({ id: 'plates', version: 'weft-1' });
  });

  it('names the app of any other model, and of a shared one with a namesake', () => {
    expect(refTo([shared, own], own)).toEqual({ id: 'plates', user: 'ada', app: 'parking' });
    expect(refTo([shared, own], shared)).toEqual({ id: 'plates', user: 'weft', app: 'models' });
  });

  it('has a version people know by its number', () => {
    expect(versionNumber(shared, { id: 'plates', version: 'weft-2' })).toBe(2);
    expect(versionNumber(shared, { id: 'plates' })).toBeUndefined();
  });
});
