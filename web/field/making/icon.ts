// The app's mark, a door with light on its step, drawn once and given as SVG and as the PNG that phones ask for.
import { deflateSync } from "node:zlib";
import type { Plugin } from "vite";

const SIDE = 64;
const GROUND = "#0a5a61";
/** x, y, width, height, colour; later ones lie on top. */
const SHAPES: [number, number, number, number, string][] = [
  [20, 14, 24, 36, "#ffffff"],
  [24, 18, 16, 32, GROUND],
  [35, 32, 4, 4, "#ffffff"],
  [14, 48, 36, 4, "#f0e442"],
];

export function svg(): string {
  const inside = SHAPES.map(([x, y, w, h, fill]) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>`);
  const ground = `<rect width="${SIDE}" height="${SIDE}" fill="${GROUND}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}">${ground}${inside.join("")}</svg>\n`;
}

/** The same in so many pixels a side. */
export function png(pixels: number): Buffer {
  const at = (v: number): number => Math.round((v * pixels) / SIDE);
  const rows = Buffer.alloc(pixels * (1 + pixels * 3)); // each row begins with its filter, 0: as it is
  const fill = (x: number, y: number, w: number, h: number, colour: string): void => {
    const dye = Buffer.from(colour.slice(1), "hex");
    for (let row = at(y); row < at(y + h); row += 1) {
      const start = row * (1 + pixels * 3) + 1;
      rows.fill(dye, start + at(x) * 3, start + at(x + w) * 3);
    }
  };
  fill(0, 0, SIDE, SIDE, GROUND);
  for (const shape of SHAPES) fill(...shape);

  const head = Buffer.alloc(13);
  head.writeUInt32BE(pixels, 0);
  head.writeUInt32BE(pixels, 4);
  head.set([8, 2, 0, 0, 0], 8); // 8 bits each of red, green and blue
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, part("IHDR", head), part("IDAT", deflateSync(rows)), part("IEND", Buffer.alloc(0))]);
}

function part(name: string, body: Buffer): Buffer {
  const inside = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc(inside), 4);
  return Buffer.concat([frame.subarray(0, 4), inside, frame.subarray(4)]);
}

function crc(bytes: Buffer): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}

export const icons = (): Plugin => ({
  name: "icons",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "icon.svg", source: svg() });
    for (const pixels of [192, 512]) {
      this.emitFile({ type: "asset", fileName: `icon-${pixels}.png`, source: png(pixels) });
    }
  },
});
