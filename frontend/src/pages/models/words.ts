/** What a model is for and how it is wired, in words. */
import type { CardFacts } from '../../api/types';

const TASKS: Record<string, string> = {
  detect: 'Finds objects',
  'instance-segment': 'Finds objects and their outlines',
  keypoints: 'Finds people and their joints',
  classify: 'Classifies pictures',
  segment: 'Labels every pixel',
  depth: 'Estimates depth',
  'image-embed': 'Embeds pictures',
  'image-to-image': 'Turns a picture into a picture',
  'image-to-text': 'Describes pictures',
  'text-detect': 'Finds text',
  'text-recognize': 'Reads text',
  'text-orient': 'Tells which way text runs',
  ocr: 'Finds and reads text',
  'text-embed': 'Embeds text',
  'text-classify': 'Classifies text',
  'text-tag': 'Tags words',
  'text-to-text': 'Turns text into text',
  'speech-to-text': 'Writes down speech',
  'audio-classify': 'Classifies sounds',
  'voice-activity': 'Finds speech',
};

/** What a model of this task does; the task's own name where nobody gave it words. */
export const taskWords = (task: string): string => TASKS[task] ?? task.replaceAll('-', ' ');

const DECODERS: Record<string, string> = {
  yolo_v5: 'as YOLOv5 and v7 write them',
  yolo_v8: 'as YOLOv8 and v11 write them',
  yolo_seg: 'with masks, as YOLO segmenters write them',
  yolo_pose: 'with keypoints, as YOLO pose models write them',
  yolox: 'as YOLOX writes them',
  detr: 'as DETR writes them',
  rt_detr: 'as RT-DETR writes them',
  rt_detr_pixels: 'as RT-DETR writes them, in pixels',
  end_to_end: 'already chosen by the model itself',
  ctc: 'letter by letter (CTC)',
  ctc_speech: 'letter by letter (CTC)',
  seq2seq: 'word by word, by encoder and decoder',
  whisper: 'word by word, as Whisper writes them',
};

const RESIZES: Record<string, string> = {
  stretch: 'stretched',
  letterbox: 'fitted in the middle of grey',
  letterbox_corner: 'fitted into the top left corner',
  cover: 'by its short side, the middle kept',
  keep: 'kept at its own size',
};

const numbers = (value: unknown): string =>
  Array.isArray(value) ? value.map((each) => Number(each).toPrecision(3)).join(', ') : '';

function sizeWords({ width, height, longest, short, crop, resize }: CardFacts['preprocess']) {
  const how = RESIZES[String(resize)] ?? String(resize);
  const cut = Array.isArray(crop) ? `${String(crop[1])} × ${String(crop[0])}` : '';
  if (cut) return `The picture is brought to ${cut} pixels, ${how}.`;
  if (typeof width === 'number')
    return `The picture is brought to ${width} × ${Number(height)} pixels, ${how}.`;
  if (typeof short === 'number') return `The picture's short side becomes ${short} pixels.`;
  if (typeof longest === 'number')
    return `The picture's long side becomes ${longest} pixels, ${how}.`;
  return resize === undefined ? '' : `The picture is ${how}.`;
}

function colourWords({ channels, mean, std, rescale, dtype }: CardFacts['preprocess']): string {
  const order = { bgr: 'blue, green, red', grey: 'grey' }[String(channels)] ?? 'red, green, blue';
  if (dtype === 'uint8') return `Colours go in as ${order}, from 0 to 255.`;
  const range = rescale === 1 ? 'from 0 to 255' : 'from 0 to 1';
  const shift = mean ? `, minus ${numbers(mean)}, over ${numbers(std)}` : '';
  return `Colours go in as ${order}, ${range}${shift}.`;
}

function textWords({ tokens, prefix, rate, seconds }: CardFacts['preprocess']): string[] {
  return [
    typeof tokens === 'number' ? `At most ${tokens} tokens are read.` : '',
    typeof prefix === 'string' && prefix ? `"${prefix}" is put before each text.` : '',
    typeof rate === 'number' ? `Sound is brought to ${rate.toLocaleString('en-GB')} Hz.` : '',
    typeof seconds === 'number' ? `It is read in parts of ${seconds} s.` : '',
  ];
}

/** What happens to an input before the model sees it, a sentence each. */
export function beforeWords({ preprocess }: CardFacts): string[] {
  const isPicture = ['resize', 'width', 'longest', 'crop'].some((name) => name in preprocess);
  const picture = isPicture ? [sizeWords(preprocess), colourWords(preprocess)] : [];
  return [...picture, ...textWords(preprocess)].filter(Boolean);
}

/** What is made of the model's outputs, a sentence each. */
export function afterWords({ decoder, postprocess, thresholds }: CardFacts): string[] {
  const { activation, normalise, pooling, scale } = postprocess;
  const told = decoder === null ? undefined : DECODERS[decoder];
  const { score, overlap } = thresholds;
  return [
    told ? `Results are read ${told}.` : '',
    activation === 'softmax' ? 'Scores become shares that add up to 1 (softmax).' : '',
    activation === 'sigmoid' ? 'Each score is brought to 0..1 by itself (sigmoid).' : '',
    activation === 'none' ? 'Scores are taken as they come.' : '',
    typeof pooling === 'string' ? `Words are pooled by ${pooling}.` : '',
    normalise === true ? 'Vectors are brought to length 1.' : '',
    typeof scale === 'number' ? `Pictures come out ${scale} times as large.` : '',
    score === undefined ? '' : `Results with a score under ${score} are left out.`,
    overlap === undefined ? '' : `Of boxes that overlap by more than ${overlap}, one stays.`,
  ].filter(Boolean);
}

/** The first signs of a digest: enough to tell two files apart. */
export const shortDigest = (sha256: string): string => sha256.slice(0, 12);
