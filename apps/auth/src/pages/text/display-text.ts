// Shared with the pages of a proxy (apps/mcp).
export { displayName, displaySentence, displayText, initialOf } from '@gatehouse/display';
