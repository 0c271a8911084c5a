/** The header with the id of a request, in every answer: whoever has it finds the lines of the log. */
export const REQUEST_ID = 'X-Request-Id';
