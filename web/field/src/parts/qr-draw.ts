// Draws a text as QR code, dark on white with its quiet margin, also at night: cameras want it so.
import { encodeQR } from "qr";

const MARGIN = 4;
const DOT = 6;

export function drawCode(canvas: HTMLCanvasElement, text: string): void {
  const dots = encodeQR(text, "raw", { ecc: "low", border: MARGIN });
  canvas.width = canvas.height = dots.length * DOT;
  const drawing = canvas.getContext("2d");
  if (!drawing) return;
  drawing.fillStyle = "#ffffff";
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.fillStyle = "#000000";
  dots.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) drawing.fillRect(x * DOT, y * DOT, DOT, DOT);
    }),
  );
}
