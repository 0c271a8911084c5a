import { type OutboundCode, OutboundError, type Received } from '../guarded-get.ts';

/** The status of what came back, or the code of why nothing did. */
export async function outcomeOf(received: Promise<Received>): Promise<number | OutboundCode> {
  try {
    return (await received).status;
  } catch (error) {
    if (error instanceof OutboundError) return error.code;
    throw error;
  }
}
