import { fileHeaders, type PageFile } from '@gatehouse/brand';
import type { IRouter } from 'express';
import { ENDPOINTS } from '../protocol/endpoints.ts';

/** The files that pages refer to. */
export function serveAssets(app: IRouter, assets: readonly PageFile[]): void {
  const byPath = new Map(assets.map((asset) => [asset.path, asset]));
  app.get(ENDPOINTS.asset.path, (req, res, next) => {
    const asset = byPath.get(req.path);
    if (asset === undefined) next();
    else res.set(fileHeaders(asset.contentType)).send(asset.body);
  });
}
