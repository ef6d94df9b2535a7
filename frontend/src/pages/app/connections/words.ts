import type { ConnectionKind, Offer } from '../../../api/connections';

export const KIND_WORDS: Record<ConnectionKind, string> = {
  openai: 'OpenAI-compatible endpoint',
  http: 'Web service',
  smtp: 'Mail server',
  s3: 'S3 bucket',
  onvif: 'ONVIF camera',
};

export const OFFER_WORDS: Record<Offer, string> = {
  chat: 'Chat',
  vision: 'Chat with pictures',
  embeddings: 'Embeddings',
  images: 'Make pictures',
  speech: 'Speech',
  transcription: 'Transcription',
  http: 'HTTP requests',
  smtp: 'E-mail',
  s3: 'Objects in a bucket',
  onvif: 'Moving a camera',
};

/** What an OpenAI-compatible endpoint may offer. */
export const MODEL_OFFERS: readonly Offer[] = [
  'chat',
  'vision',
  'embeddings',
  'images',
  'speech',
  'transcription',
];
