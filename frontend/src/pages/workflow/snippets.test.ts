import { describe, expect, it } from 'vitest';
import { type SnippetLanguage, snippet } from './snippets';

const AT = {
  origin: 'http://localhost:8000',
  user: 'local',
  app: 'parking',
  workflow: 'read-plates',
  version: '3f9a',
  takes: ['image'],
};

describe.each<SnippetLanguage>(['curl', 'python', 'javascript'])('the %s call', (language) => {
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
});
