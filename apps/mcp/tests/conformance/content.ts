import type { ContentBlock } from '@modelcontextprotocol/server';

/** A PNG of one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

export const png = { mimeType: 'image/png', blob: pixel };

export const text = (content: string): ContentBlock => ({ type: 'text', text: content });

export const image: ContentBlock = { type: 'image', data: pixel, mimeType: 'image/png' };

/** A WAV header with no samples after it. */
export const audio: ContentBlock = {
  type: 'audio',
  data: 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=',
  mimeType: 'audio/wav',
};

export const embedded = (uri: string, mimeType: string, content: string): ContentBlock => ({
  type: 'resource',
  resource: { uri, mimeType, text: content },
});
