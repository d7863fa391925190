"use client";

import { Camera, FileUp, Paperclip } from "lucide-react";
import { type ChangeEvent, type ReactNode, useId } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { buttonClass } from "#components/ui/buttons/button-class.ts";
import { cx } from "#components/ui/cx.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { contentTypes, maxFileBytes } from "#server/domain/documents/file-type.ts";
import { useFileDrop } from "./use-file-drop.ts";

/** Phones turn their own picture formats into one of these when asked for them. */
const accepted = Object.values(contentTypes).join(",");
const bytesPerMb = 1024 * 1024;

interface Props {
  file: File | null;
  /** Only files that are small enough come through. */
  onFile: (file: File) => void;
  onTooLarge: (text: string) => void;
}

/** Chooses a file: by button, by dropping it, or on a phone with the camera. */
export function FilePicker({ file, onFile, onTooLarge }: Props) {
  const t = useMessages();
  const format = useFormat();
  const hintId = useId();
  const most = maxFileBytes / bytesPerMb;
  const size = (bytes: number) =>
    bytes < bytesPerMb ? `${Math.ceil(bytes / 1024)} kB` : `${format.number(bytes / bytesPerMb, 1).text} MB`;
  const take = (chosen: File) => {
    if (chosen.size > maxFileBytes) onTooLarge(t("documents.fileTooLarge", { size: size(chosen.size), most }));
    else onFile(chosen);
  };
  const { over, zone } = useFileDrop(take);
  return (
    <fieldset
      {...zone}
      aria-describedby={hintId}
      className={cx(
        "flex flex-col items-center gap-2.5 rounded-lg border border-dashed px-4 py-5 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "border-line-strong",
      )}
    >
      <legend className="sr-only">{t("documents.file")}</legend>
      {file ? (
        <p className="flex max-w-full items-center gap-2 text-sm font-medium [&_svg]:size-4 [&_svg]:shrink-0">
          <Paperclip aria-hidden="true" />
          <span className="truncate">{file.name}</span>
          <span className="shrink-0 font-normal text-muted">{size(file.size)}</span>
        </p>
      ) : null}
      <div className="flex flex-wrap items-center justify-center gap-2">
        <FileButton
          label={file ? t("documents.otherFile") : t("documents.chooseFile")}
          icon={<FileUp aria-hidden="true" />}
          onFile={take}
        />
        <FileButton camera label={t("documents.takePicture")} icon={<Camera aria-hidden="true" />} onFile={take} />
        <span className="text-sm text-muted pointer-coarse:hidden">{t("documents.orDrop")}</span>
      </div>
      <p id={hintId} className="text-xs text-pretty text-muted">
        {t("documents.fileHint", { size: most })}
      </p>
    </fieldset>
  );
}

interface ButtonProps {
  label: string;
  icon: ReactNode;
  onFile: (file: File) => void;
  /** Only on a phone: takes a picture at once. */
  camera?: boolean;
}

/** The browser's own file field, looking like a button. */
function FileButton({ label, icon, onFile, camera = false }: ButtonProps) {
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    // So that choosing the same file again counts as well.
    event.target.value = "";
    if (chosen) onFile(chosen);
  };
  return (
    <label
      className={buttonClass(
        "secondary",
        "md",
        cx(
          "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          camera && "pointer-fine:hidden",
        ),
      )}
    >
      {icon}
      {label}
      <input
        type="file"
        accept={camera ? "image/jpeg" : accepted}
        {...(camera && { capture: "environment" as const })}
        onChange={choose}
        className="sr-only"
      />
    </label>
  );
}
