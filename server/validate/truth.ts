import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { AppError } from "#server/domain/errors.ts";

const rowsSchema = z.array(z.record(z.string(), z.string()));

/** A row of reference figures, as computed outside Motorpool. */
export class TruthRow {
  private readonly file: string;
  private readonly cells: Record<string, string>;

  constructor(file: string, cells: Record<string, string>) {
    this.file = file;
    this.cells = cells;
  }

  text(name: string): string {
    const cell = this.cells[name];
    if (cell === undefined || cell === "") throw new AppError("unprocessable", `${this.file} has a row without ${name}.`);
    return cell;
  }

  number(name: string): number {
    const value = Number(this.text(name));
    if (!Number.isFinite(value)) throw new AppError("unprocessable", `${this.file}: ${name} is no number.`);
    return value;
  }

  has(name: string): boolean {
    return (this.cells[name] ?? "") !== "";
  }
}

/** The rows of a reference table; none when the folder has no such file. */
export async function readTruth(folder: string, name = "truth.csv"): Promise<TruthRow[]> {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  const rows = rowsSchema.parse(parse(await readFile(path, "utf8"), { columns: true, bom: true, skip_empty_lines: true, ltrim: true }));
  return rows.map((cells) => new TruthRow(path, cells));
}

/** The recording of a reference row, whether packed or not: `us06` → `us06.csv.gz`. Throws AppError when it is not there. */
export async function findRecording(folder: string, stem: string): Promise<string> {
  const names = await readdir(folder);
  const name = names.find(
    (candidate) => candidate.replace(/\.gz$/, "") === stem || candidate.replace(/(\.(csv|json))?(\.gz)?$/, "") === stem,
  );
  if (!name) throw new AppError("not_found", `${folder} has no recording ${stem}.`);
  return join(folder, name);
}
