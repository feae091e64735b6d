import qrcode from "qrcode-generator";
import css from "./qr.module.css";

/** Quiet space around the code, in modules, as readers need it. */
const QUIET = 4;

/** A text as a QR code: dark on light in every theme, for a camera reads no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const dark = Array.from({ length: count * count }, (_, at) => [Math.floor(at / count), at % count] as const)
    .filter(([row, column]) => code.isDark(row, column))
    .map(([row, column]) => `M${column + QUIET} ${row + QUIET}h1v1h-1z`);
  const side = count + 2 * QUIET;
  return (
    <svg
      className={css.code}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} className={css.ground} />
      <path d={dark.join("")} className={css.ink} />
    </svg>
  );
}
