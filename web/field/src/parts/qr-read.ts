// Reads QR codes: by the phone's own eye where its browser has one, else by a decoder fetched for it.
interface OwnDetector {
  detect(image: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { formats: string[] }): OwnDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** The text of one QR code in a picture; null if none can be read. */
export type Reader = (picture: HTMLVideoElement | ImageBitmap) => Promise<string | null>;

export async function reader(): Promise<Reader> {
  const maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  const formats = (await maker?.getSupportedFormats().catch(() => [])) ?? [];
  if (maker && formats.includes("qr_code")) {
    const detector = new maker({ formats: ["qr_code"] });
    return async (picture) => (await detector.detect(picture).catch(() => []))[0]?.rawValue ?? null;
  }
  const { decodeQR } = await import("qr/decode.js");
  return (picture) => Promise.resolve(decoded(pixels(picture), decodeQR));
}

/** Enough for a version 17 code; more only costs time on a slow phone. */
const LONGEST = 960;

function pixels(picture: HTMLVideoElement | ImageBitmap): ImageData | null {
  const [wide, high] = picture instanceof HTMLVideoElement ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  if (!wide || !high) return null;
  const scale = Math.min(1, LONGEST / Math.max(wide, high));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(wide * scale);
  canvas.height = Math.round(high * scale);
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawing) return null;
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return drawing.getImageData(0, 0, canvas.width, canvas.height);
}

function decoded(image: ImageData | null, decode: (image: ImageData) => string): string | null {
  if (!image) return null;
  try {
    return decode(image);
  } catch {
    return null; // no code in this picture
  }
}

/** Pictures taken of the codes, one text each; null where none was read. */
export async function readPictures(files: Iterable<File>): Promise<(string | null)[]> {
  const read = await reader();
  const found: (string | null)[] = [];
  for (const file of files) {
    const picture = await createImageBitmap(file).catch(() => null);
    found.push(picture && (await read(picture)));
    picture?.close();
  }
  return found;
}
