import { type Operator, type PageFile, type PageFiles, pageFiles } from '@gatehouse/brand';
import { COLOURS } from '@gatehouse/look';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { PageBrand } from './render.tsx';

/** Stylesheet, icon and logo of an operator, at the endpoint that the table has for them. */
function filesOf(operator: Operator): PageFiles {
  return pageFiles(operator, (name, extension) => addressOf(ENDPOINTS.asset, { name, extension }));
}

/** Of nobody in particular: what pages are made with that are not told of an operator. */
export const { stylesheet, icon } = filesOf({ palette: COLOURS });

/** How pages are dressed for an operator, and the files that are served beside them. */
export function dress(operator: Operator): {
  readonly brand: Required<Pick<PageBrand, 'assets'>> & PageBrand;
  readonly assets: readonly PageFile[];
} {
  const own = filesOf(operator);
  const assets = { stylesheet: own.stylesheet.path, icon: own.icon };
  return { brand: { ...own.brand, assets }, assets: own.files };
}
