export type PictureProblem = "unreadable" | "too_long_side" | "too_many_pixels" | "too_slow";

/** Why a picture is not taken. */
export class PictureError extends Error {
  /** By name, as for AppError. */
  static override [Symbol.hasInstance](value: unknown): value is PictureError {
    return value instanceof Error && value.name === "PictureError";
  }

  readonly problem: PictureProblem;

  constructor(problem: PictureProblem, options: { cause?: unknown } = {}) {
    super(problem, options);
    this.name = "PictureError";
    this.problem = problem;
  }
}
