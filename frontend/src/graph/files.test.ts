import { describe, expect, it } from 'vitest';
import {
  areTogether,
  joinFiles,
  kindOfFile,
  limitWords,
  mediaTaken,
  whyNotFile,
  whyTooLong,
} from './files';

const MB = 1024 * 1024;
const limits = {
  image_bytes: 20 * MB,
  video_bytes: 128 * MB,
  video_seconds: 600,
  audio_bytes: 128 * MB,
  audio_seconds: 1800,
};
const file = (name: string, type: string, size = 1) => ({ name, type, size });
const photo = file('a.jpg', 'image/jpeg');
const clip = file('b.mp4', 'video/mp4');
const song = file('c.wav', 'audio/wav');

describe('files that people give', () => {
  it('are known by their type, else by their ending', () => {
    expect([photo, clip, song, file('d.MKV', ''), file('x', '')].map(kindOfFile)).toEqual([
      'image',
      'video',
      'audio',
      'video',
      null,
    ]);
  });
  it('are refused before a byte is sent when they do not fit', () => {
    expect(whyNotFile(photo, ['image'], limits)).toBeNull();
    expect(whyNotFile(file('x', ''), ['image'], limits)).toBeNull();
    expect(whyNotFile(clip, ['image', 'text'], limits)).toContain('takes image or text');
    expect(whyNotFile(file('e.mp4', 'video/mp4', 200 * MB), ['video'], limits)).toBe(
      'e.mp4 has 200 MB; a video may have 128 MB. Choose a smaller file.',
    );
    expect(whyNotFile(file('a.png', 'image/png', 20 * MB + 1), ['image'], limits)).toContain(
      'has 20.1 MB; an image may have 20 MB',
    );
    expect(whyTooLong(clip, 700, limits)).toContain('may play for 10 minutes');
    expect(whyTooLong(clip, 600.2, limits)).toContain('plays for 10.1 minutes');
    expect(whyTooLong(clip, 599, limits)).toBeNull();
    expect(whyTooLong(photo, 1e9, limits)).toBeNull();
  });
  it('have limits in words', () => {
    expect(limitWords(['image', 'video', 'text'], limits)).toBe(
      'Images up to 20 MB and video up to 128 MB and 10 minutes',
    );
  });
  it('make one input when they are of different kinds', () => {
    expect(areTogether([photo, song], ['image', 'audio'])).toBe(true);
    expect(areTogether([photo, photo], ['image', 'audio'])).toBe(false);
    expect(areTogether([photo], ['image', 'audio'])).toBe(false);
    expect(areTogether([photo, song], ['image'])).toBe(false);
  });
  it('take the place of those of their kind', () => {
    const other = file('z.png', 'image/png');
    expect(joinFiles([photo, song], [other])).toEqual([song, other]);
  });
});

it('the media of a graph are told without its settings', () => {
  const inputs = ['text', 'image', 'number', 'image'].map((type) => ({ name: type, type }));
  expect(mediaTaken({ schema: 1, inputs, nodes: [] })).toEqual(['text', 'image']);
});
