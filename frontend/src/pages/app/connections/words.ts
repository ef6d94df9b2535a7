import type { ConnectionKind, Offer } from '../../../api/connections';

export const KIND_WORDS: Record<ConnectionKind, string> = {
  openai: 'OpenAI-compatible endpoint',
  http: 'Web service',
  smtp: 'Mail server',
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
