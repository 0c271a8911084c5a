import type { RequestListener } from 'node:http';
import type { AnswersTo } from '../../figures/http-requests.ts';

/** The same application, of which every answer is measured, whichever part of it answers. */
export function measured(answersTo: AnswersTo, app: RequestListener): RequestListener {
  return (req, res) => {
    const answers = answersTo(req.method, req.url);
    const began = performance.now();
    res.on('close', () => {
      const status = res.writableFinished ? res.statusCode : undefined;
      answers.observe(status, (performance.now() - began) / 1_000);
    });
    app(req, res);
  };
}
