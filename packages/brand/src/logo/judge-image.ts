import { imageSize } from 'image-size';
import { judgeSvg } from './judge-svg.ts';

/** What kind of image something is, and its proportions. */
export interface Image {
  readonly contentType: 'image/svg+xml' | 'image/png' | 'image/webp';
  /** of a file's name, without the dot */
  readonly extension: 'svg' | 'png' | 'webp';
  /** in units of its own */
  readonly width: number;
  readonly height: number;
}

/** The rest of a sentence that begins with what the image is the value of. */
export interface Unfit {
  readonly problem: string;
}

/** What an image is, by its content. */
export function judgeImage(body: Buffer): Image | Unfit {
  if (body.length === 0) return { problem: 'names an empty file' };
  const kind = RASTERS.find((raster) => raster.isKind(body));
  return kind === undefined ? judgeText(body) : judgeRaster(body, kind);
}

interface Raster extends Pick<Image, 'contentType' | 'extension'> {
  readonly name: string;
  isKind(body: Buffer): boolean;
  /** the whole file is there: half of one is half of an image */
  isWhole(body: Buffer): boolean;
}

const RASTERS: readonly Raster[] = [
  {
    // PNG, third edition §5.2 and §11.2.5: the signature, and the chunk that is last.
    name: 'PNG',
    contentType: 'image/png',
    extension: 'png',
    isKind: (body) => body.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
    isWhole: (body) => body.subarray(-8, -4).toString('latin1') === 'IEND',
  },
  {
    // RFC 9649 §2.4
    name: 'WebP',
    contentType: 'image/webp',
    extension: 'webp',
    isKind: (body) =>
      body.subarray(0, 4).toString('latin1') === 'RIFF' &&
      body.subarray(8, 12).toString('latin1') === 'WEBP',
    isWhole: (body) => body.length >= body.readUInt32LE(4) + 8,
  },
];

function judgeRaster(body: Buffer, kind: Raster): Image | Unfit {
  const size = sizeOf(body);
  if (size === undefined || !kind.isWhole(body)) {
    return { problem: `names a ${kind.name} that is not whole` };
  }
  const { contentType, extension } = kind;
  return { contentType, extension, width: size.width, height: size.height };
}

function judgeText(body: Buffer): Image | Unfit {
  const other = sizeOf(body)?.type;
  if (other !== undefined && other !== 'svg') {
    return {
      problem: `names a file that is none of SVG, PNG and WebP, but ${other.toUpperCase()}`,
    };
  }
  const svg = judgeSvg(body);
  return 'problem' in svg ? svg : { contentType: 'image/svg+xml', extension: 'svg', ...svg };
}

function sizeOf(body: Buffer): ReturnType<typeof imageSize> | undefined {
  try {
    const size = imageSize(body);
    return size.width > 0 && size.height > 0 ? size : undefined;
  } catch {
    // Of no kind that it knows, or broken.
    return undefined;
  }
}
