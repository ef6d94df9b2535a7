import { describe, expect, it } from 'vitest';
import { type ClarifaiClient, clarifaiSnippet } from './clarifaiSnippets';
import { type RoboflowClient, roboflowSnippet } from './roboflowSnippets';
import { type SnippetLanguage, snippet } from './snippets';

const AT = {
  origin: 'http://localhost:8000',
  user: 'local',
  app: 'parking',
  workflow: 'read-plates',
  version: '3f9a',
  takes: ['image'],
};

describe.each<SnippetLanguage>(['curl', 'python', 'javascript', 'browser'])(
  'the %s call',
  (language) => {
    it('names this very version and the key', () => {
      const code = snippet(language, AT);
      const pieces = code.match(/(https?:|\/apps|\/versions|\/results)[^\s'"\\]*/g) ?? [];
      expect(pieces.join('')).toBe(
        'http://localhost:8000/v2/users/local/apps/parking/workflows/read-plates/versions/3f9a/results',
      );
      expect(code).toContain('Authorization');
      expect(code).toContain('WEFT_KEY');
      expect(code).toContain('base64');
    });

    it('names no version where whichever is published is meant', () => {
      expect(snippet(language, { ...AT, version: null })).not.toContain('versions');
    });

    it('sends a text where the workflow starts from one', () => {
      const code = snippet(language, { ...AT, takes: ['text'] });
      expect(code).toContain('raw');
      expect(code).not.toContain('base64');
    });

    it('sends every medium that one input holds', () => {
      const code = snippet(language, { ...AT, takes: ['video', 'audio', 'text'] });
      for (const word of ['video.mp4', 'sound.wav', 'Your text']) expect(code).toContain(word);
      expect(code).not.toContain('picture');
    });
  },
);

describe.each<ClarifaiClient>(['sdk', 'stub'])('the call by Clarifai’s %s', (client) => {
  const what = { ...AT, grpc: 'http://127.0.0.1:8001' };
  it('names version, key and address', () => {
    const code = clarifaiSnippet(client, what);
    for (const word of ['"3f9a"', 'WEFT_KEY', '8001', '"read-plates"', 'picture.jpg'])
      expect(code).toContain(word);
    expect(clarifaiSnippet(client, { ...what, version: null })).not.toContain('version_id');
  });
  it('sends every medium that one input holds, and a text without any', () => {
    const code = clarifaiSnippet(client, { ...what, takes: ['image', 'text'] });
    for (const word of ['picture.jpg', 'Your text']) expect(code).toContain(word);
    expect(clarifaiSnippet(client, { ...what, takes: [] })).toContain('Your text');
  });
});

it('Clarifai’s stub speaks TLS with an https address, at its own port or the usual one', () => {
  for (const at of ['weft.example.org', 'weft.example.org:8081'])
    expect(clarifaiSnippet('stub', { ...AT, grpc: `https://${at}` })).toContain(
      `get_grpc_channel(base="${at}")`,
    );
});

describe.each<RoboflowClient>(['inference', 'inference-http'])('the call by %s', (client) => {
  const what = {
    ...AT,
    inputs: [
      { name: 'photo', type: 'image' },
      { name: 'least', type: 'number', default: 0.4 },
      { name: 'strict', type: 'boolean', default: false },
    ],
  };
  it('names workspace, workflow, version, key and every input', () => {
    const code = roboflowSnippet(client, what);
    for (const word of ['parking', 'read-plates', '"3f9a"', 'WEFT_KEY', '"photo"', '"least": 0.4'])
      expect(code).toContain(word);
    expect(code).toContain(client === 'inference' ? '"strict": False' : '"strict": false');
    expect(roboflowSnippet(client, { ...what, version: null })).not.toContain('version_id');
  });
  it('nests a picture as deep as its input is, and tells several apart', () => {
    const deep = { name: 'pages', type: 'image', levels: 2 };
    const code = roboflowSnippet(client, { ...what, inputs: [what.inputs[0] as never, deep] });
    for (const word of ['photo.jpg', 'pages.jpg']) expect(code).toContain(word);
    expect(code).toContain(client === 'inference' ? '["pages.jpg"]' : '[{"type": "base64"');
  });
  it('sends texts and settings where no picture is taken', () => {
    const code = roboflowSnippet(client, { ...what, inputs: [{ name: 'said', type: 'text' }] });
    expect(code).toContain('"said": "Your text"');
    expect(code).not.toContain('images');
  });
});
