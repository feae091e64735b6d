import css from "./spark.module.css";

const WIDTH = 96;
const HEIGHT = 20;

/** The course of a figure beside the figure itself, which says what it is; a gap where nothing was measured. */
export function Spark({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const most = Math.max(1, ...values.filter((value): value is number => value !== null));
  const step = WIDTH / Math.max(1, values.length - 1);
  let broken = true;
  const path = values
    .map((value, at) => {
      if (value === null) {
        broken = true;
        return "";
      }
      const move = broken ? "M" : "L";
      broken = false;
      return `${move}${(at * step).toFixed(1)} ${(HEIGHT - 1 - (value / most) * (HEIGHT - 2)).toFixed(1)}`;
    })
    .join("");
  return (
    <svg className={css.spark} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
