import { expect, test } from 'vitest';
import { exampleOf } from './example';
import { card, port } from './sample';

test('an example wires what is needed and gives the parameters that have a value', () => {
  const crop = card(
    'image-crop',
    'Image crop',
    [port('image', 'image'), port('regions', 'regions'), port('mask', 'mask', { required: false })],
    [port('images', 'image', { each: true })],
    { params: { properties: { margin: { default: 0.1 }, label: { default: null } } } },
  );
  expect(exampleOf(crop)).toEqual({
    id: 'crop',
    operator: 'image-crop',
    params: { margin: 0.1 },
    inputs: { image: ['IN.image'], regions: ['before.regions'] },
  });
});

test('an operator that needs nothing is shown with its first port, or with none', () => {
  const join = card(
    'join',
    'Join',
    [port('texts', ['text', 'list'], { required: false })],
    [port('text', 'text')],
    { default_model: 'minilm' },
  );
  expect(exampleOf(join)).toEqual({
    id: 'join',
    operator: 'join',
    model: { id: 'minilm' },
    inputs: { texts: ['IN.text'] },
  });
  expect(exampleOf(card('one', 'One', [], [port('number', 'number')]))).toEqual({
    id: 'one',
    operator: 'one',
  });
});
